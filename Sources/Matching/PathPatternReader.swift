/// Reads a pattern of paths. What Go's `filepath.Match` refuses is refused; the meaning is that of Docker's own matcher.
struct PathPatternReader {
    private let text: String
    private let dialect: PathPattern.Dialect
    private var rest: ArraySlice<Unicode.Scalar>
    private var tokens: [PathPattern.Token] = []

    init(_ text: String, _ dialect: PathPattern.Dialect) {
        self.text = text
        self.dialect = dialect
        rest = Array(text.unicodeScalars)[...]
    }

    func read() throws(PatternFault) -> [PathPattern.Token] {
        var reader = self
        while let scalar = reader.rest.popFirst() { try reader.readToken(scalar) }
        return reader.tokens
    }

    private mutating func readToken(_ scalar: Unicode.Scalar) throws(PatternFault) {
        switch scalar {
        case "*": readStar()
        case "?": tokens.append(.one)
        case "\\":
            guard let escaped = rest.popFirst() else { throw PatternFault(pattern: text) }
            tokens.append(.literal(escaped))
        case "[": try readClass()
        default: tokens.append(.literal(scalar))
        }
    }

    private mutating func readStar() {
        switch dialect {
        case .ignore: rest.first == "*" ? readFolders() : tokens.append(.any)
        case .source: if tokens.last != .any { tokens.append(.any) }
        }
    }

    /// `**`, from its second star; `**/` is the same.
    private mutating func readFolders() {
        rest.removeFirst()
        let hasSlash = rest.first == "/"
        if hasSlash { rest.removeFirst() }
        let isPlainSuffix = tokens.isEmpty && !hasSlash && !rest.contains { "*?[]\\".unicodeScalars.contains($0) }
        // `**name`, with nothing special in the name, also matches in the middle of a name.
        let token: PathPattern.Token = rest.isEmpty || isPlainSuffix ? .rest : .folders
        if tokens.last != token { tokens.append(token) }
    }

    private mutating func readClass() throws(PatternFault) {
        let isNegated = rest.first == "^"
        if isNegated { rest.removeFirst() }
        var ranges: [ClosedRange<Unicode.Scalar>] = []
        while ranges.isEmpty || rest.first != "]" {
            let low = try readClassMember()
            var high = low
            if rest.first == "-" {
                rest.removeFirst()
                high = try readClassMember()
            }
            guard low <= high else { throw PatternFault(pattern: text) }
            ranges.append(low...high)
        }
        rest.removeFirst()
        tokens.append(.oneOf(ranges, isNegated: isNegated, crossesFolders: dialect == .ignore))
    }

    /// A character of a class, with something behind it.
    private mutating func readClassMember() throws(PatternFault) -> Unicode.Scalar {
        guard var scalar = rest.popFirst(), scalar != "-", scalar != "]" else { throw PatternFault(pattern: text) }
        if scalar == "\\" {
            guard let escaped = rest.popFirst() else { throw PatternFault(pattern: text) }
            scalar = escaped
        }
        guard !rest.isEmpty else { throw PatternFault(pattern: text) }
        return scalar
    }
}
