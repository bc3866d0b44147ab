/// A bracket and the one that belongs to it.
public struct BracketPair: Hashable, Sendable {
    /// The bracket at the caret, or before it.
    public var bracket: TextPosition
    /// The partner; nil if the file has none.
    public var partner: TextPosition?
}

extension Editor {
    /// The brackets to show at the caret; looks at no more lines than that, in each direction, and gives nil where the
    /// partner may lie beyond them. Brackets in strings and comments belong to none outside of them.
    public func matchingBracket(within lines: Int = .max) -> BracketPair? {
        let content = buffer.content(of: caret.line)
        for byte in [caret.byte.value, caret.byte.value - 1] where byte >= 0 && byte < content.count {
            let place = TextPosition(line: caret.line, byte: ByteColumn(byte))
            guard let pair = Self.brackets[content[content.startIndex + byte]] else { continue }
            switch partner(of: place, pair, within: lines) {
            case .found(let partner): return BracketPair(bracket: place, partner: partner)
            case .none: return BracketPair(bracket: place, partner: nil)
            case .unknown: return nil
            }
        }
        return nil
    }

    private enum Partner {
        case found(TextPosition)
        case none, unknown
    }

    private static let brackets: [UInt8: (own: UInt8, other: UInt8, step: Int)] = [
        UInt8(ascii: "("): (UInt8(ascii: "("), UInt8(ascii: ")"), 1),
        UInt8(ascii: ")"): (UInt8(ascii: ")"), UInt8(ascii: "("), -1),
        UInt8(ascii: "["): (UInt8(ascii: "["), UInt8(ascii: "]"), 1),
        UInt8(ascii: "]"): (UInt8(ascii: "]"), UInt8(ascii: "["), -1),
        UInt8(ascii: "{"): (UInt8(ascii: "{"), UInt8(ascii: "}"), 1),
        UInt8(ascii: "}"): (UInt8(ascii: "}"), UInt8(ascii: "{"), -1),
    ]

    private func partner(
        of place: TextPosition, _ pair: (own: UInt8, other: UInt8, step: Int), within limit: Int
    ) -> Partner {
        var depth = 0
        var line = place.line
        var from: Int? = place.byte.value
        var seen = 0
        let isQuoted = QuotedParts(tokens(of: line)).contains(place.byte.value)
        while line.value >= 0, line <= buffer.lastLine {
            guard seen <= limit else { return .unknown }
            let content = buffer.content(of: line)
            var index = from ?? (pair.step > 0 ? 0 : content.count - 1)
            var quoted: QuotedParts?
            while index >= 0, index < content.count {
                let byte = content[content.startIndex + index]
                if byte == pair.own || byte == pair.other {
                    let parts = quoted ?? QuotedParts(tokens(of: line))
                    quoted = parts
                    if parts.contains(index) == isQuoted { depth += byte == pair.own ? 1 : -1 }
                    if depth == 0 { return .found(TextPosition(line: line, byte: ByteColumn(index))) }
                }
                index += pair.step
            }
            from = nil
            seen += 1
            line = line + pair.step
        }
        return .none
    }
}

/// The parts of a line that are strings or comments.
private struct QuotedParts {
    private let ranges: [Range<Int>]

    init(_ tokens: [Token]) {
        ranges = tokens.filter { [.string, .escape, .comment].contains($0.kind) }
            .map { $0.range.lowerBound.value..<$0.range.upperBound.value }
    }

    func contains(_ byte: Int) -> Bool { ranges.contains { $0.contains(byte) } }
}
