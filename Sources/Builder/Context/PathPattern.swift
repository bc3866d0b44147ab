/// A source of COPY or ADD with wildcards, matched as Go's `filepath.Match` does, by Unicode scalars: `*`, `?` and `[a-z]` stay within one
/// part of a path, `\` takes the next character as it is.
struct PathPattern {
    private let parts: [[Token]]

    private enum Token: Equatable {
        case character(Unicode.Scalar)
        case any
        case run
        case set(ranges: [ClosedRange<Unicode.Scalar>], isNegated: Bool)
    }

    /// Nil when a `[` is never closed.
    init?(_ text: String) {
        var parts: [[Token]] = []
        for part in text.unicodeScalars.split(separator: "/") {
            guard let tokens = Self.tokens(of: part) else { return nil }
            parts.append(tokens)
        }
        self.parts = parts
    }

    /// Whether a text holds anything but plain characters.
    static func isPattern(_ text: String) -> Bool {
        text.unicodeScalars.contains { "*?[\\".unicodeScalars.contains($0) }
    }

    func matches(_ path: String) -> Bool {
        let names = path.unicodeScalars.split(separator: "/")
        return names.count == parts.count && zip(parts, names).allSatisfy { Self.matches($0, Array($1)) }
    }

    /// Linear in the pattern times the name: only the last `*` is ever tried again.
    private static func matches(_ tokens: [Token], _ name: [Unicode.Scalar]) -> Bool {
        var (token, place) = (0, 0)
        var retry: (token: Int, place: Int)?
        while place < name.count || token < tokens.count {
            if token < tokens.count, tokens[token] == .run {
                retry = (token, place)
                token += 1
            } else if token < tokens.count, place < name.count, accepts(tokens[token], name[place]) {
                token += 1
                place += 1
            } else if let last = retry, last.place < name.count {
                retry = (last.token, last.place + 1)
                (token, place) = (last.token + 1, last.place + 1)
            } else {
                return false
            }
        }
        return true
    }

    private static func accepts(_ token: Token, _ character: Unicode.Scalar) -> Bool {
        switch token {
        case .character(let expected): expected == character
        case .any: true
        case .run: false
        case .set(let ranges, let isNegated): ranges.contains { $0.contains(character) } != isNegated
        }
    }

    private static func tokens(of part: Substring.UnicodeScalarView) -> [Token]? {
        var tokens: [Token] = []
        var rest = part
        while let character = rest.popFirst() {
            switch character {
            case "*": if tokens.last != .run { tokens.append(.run) }
            case "?": tokens.append(.any)
            case "\\":
                guard let escaped = rest.popFirst() else { return nil }
                tokens.append(.character(escaped))
            case "[":
                guard let set = set(from: &rest) else { return nil }
                tokens.append(set)
            default: tokens.append(.character(character))
            }
        }
        return tokens
    }

    private static func set(from rest: inout Substring.UnicodeScalarView) -> Token? {
        var ranges: [ClosedRange<Unicode.Scalar>] = []
        let isNegated = rest.first == "^"
        if isNegated { rest.removeFirst() }
        while let low = rest.popFirst() {
            if low == "]", !ranges.isEmpty { return .set(ranges: ranges, isNegated: isNegated) }
            guard low != "-", low != "]", let first = low == "\\" ? rest.popFirst() : low else { return nil }
            guard rest.first == "-" else {
                ranges.append(first...first)
                continue
            }
            rest.removeFirst()
            guard let end = rest.popFirst(), end != "-", end != "]",
                let high = end == "\\" ? rest.popFirst() : end, first <= high
            else { return nil }
            ranges.append(first...high)
        }
        return nil
    }
}
