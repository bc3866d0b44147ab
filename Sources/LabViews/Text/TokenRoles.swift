import TextEditing

/// The role of each byte of a line, by its tokens.
struct TokenRoles {
    private let tokens: [Token]

    init(_ tokens: [Token]) { self.tokens = tokens }

    /// What lies between tokens is plain.
    subscript(_ byte: ByteColumn) -> Role {
        var low = 0
        var high = tokens.count
        while low < high {
            let middle = (low + high) / 2
            if tokens[middle].range.upperBound <= byte { low = middle + 1 } else { high = middle }
        }
        guard low < tokens.count, tokens[low].range.contains(byte) else { return .text }
        return Self.role(tokens[low].kind)
    }

    static func role(_ kind: TokenKind) -> Role {
        switch kind {
        case .keyword: .keyword
        case .string, .escape: .string
        case .number: .number
        case .comment: .comment
        case .variable: .variable
        case .name, .builtin: .function
        case .flag, .special: .link
        case .sign: .text
        }
    }
}
