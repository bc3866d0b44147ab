/// A bracket and the one that belongs to it.
public struct BracketPair: Hashable, Sendable {
    /// The bracket at the caret, or before it.
    public var bracket: TextPosition
    public var partner: TextPosition
}

extension Editor {
    /// The brackets to show at the caret; looks at no more lines than that, in each direction.
    public func matchingBracket(within lines: Int = .max) -> BracketPair? {
        let content = buffer.content(of: caret.line)
        for byte in [caret.byte.value, caret.byte.value - 1] where byte >= 0 && byte < content.count {
            let place = TextPosition(line: caret.line, byte: ByteColumn(byte))
            guard let pair = Self.brackets[content[content.startIndex + byte]] else { continue }
            return partner(of: place, pair, within: lines).map { BracketPair(bracket: place, partner: $0) }
        }
        return nil
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
    ) -> TextPosition? {
        var depth = 0
        var line = place.line
        var from: Int? = place.byte.value
        var seen = 0
        while line.value >= 0, line <= buffer.lastLine, seen <= limit {
            let content = buffer.content(of: line)
            var index = from ?? (pair.step > 0 ? 0 : content.count - 1)
            while index >= 0, index < content.count {
                let byte = content[content.startIndex + index]
                if byte == pair.own { depth += 1 }
                if byte == pair.other { depth -= 1 }
                if depth == 0 { return TextPosition(line: line, byte: ByteColumn(index)) }
                index += pair.step
            }
            from = nil
            seen += 1
            line = line + pair.step
        }
        return nil
    }
}
