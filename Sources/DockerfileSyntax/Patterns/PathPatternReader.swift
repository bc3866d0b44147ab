/// Reads a pattern of paths. What Go's `filepath.Match` refuses is refused; the meaning is that of Docker's own matcher.
struct PathPatternReader {
    private let text: String
    private var rest: ArraySlice<Unicode.Scalar>
    private var tokens: [PathPattern.Token] = []

    init(_ text: String) {
        self.text = text
        rest = Array(text.unicodeScalars)[...]
    }

    func read() throws(IgnoreFault) -> [PathPattern.Token] {
        var reader = self
        while let scalar = reader.rest.popFirst() { try reader.readToken(scalar) }
        return reader.tokens
    }

    private mutating func readToken(_ scalar: Unicode.Scalar) throws(IgnoreFault) {
        switch scalar {
        case "*": rest.first == "*" ? readFolders() : tokens.append(.any)
        case "?": tokens.append(.one)
        case "\\":
            guard let escaped = rest.popFirst() else { throw .syntax(text) }
            tokens.append(.literal(escaped))
        case "[": try readClass()
        default: tokens.append(.literal(scalar))
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

    private mutating func readClass() throws(IgnoreFault) {
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
            guard low <= high else { throw .syntax(text) }
            ranges.append(low...high)
        }
        rest.removeFirst()
        tokens.append(.oneOf(ranges, isNegated: isNegated))
    }

    /// A character of a class, with something behind it.
    private mutating func readClassMember() throws(IgnoreFault) -> Unicode.Scalar {
        guard var scalar = rest.popFirst(), scalar != "-", scalar != "]" else { throw .syntax(text) }
        if scalar == "\\" {
            guard let escaped = rest.popFirst() else { throw .syntax(text) }
            scalar = escaped
        }
        guard !rest.isEmpty else { throw .syntax(text) }
        return scalar
    }
}
