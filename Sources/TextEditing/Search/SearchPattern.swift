public import RegularExpressions

/// A query made ready to search lines with.
public struct SearchPattern: Sendable {
    /// A match in a line, in bytes from its start.
    public struct Match: Hashable, Sendable {
        public var range: Range<ByteColumn>
        /// The matches of the groups, by number; nil for a group that took no part.
        var groups: [Range<Int>?]
    }

    private let expression: RegularExpression
    private let query: SearchQuery
    /// The text where it is plain and ASCII.
    private let literal: Literal?

    /// - Throws: what is wrong with a regular expression; plain text is never wrong.
    public init(_ query: SearchQuery) throws(PatternError) {
        self.query = query
        literal = query.isPattern ? nil : Literal(query.text, ignoringCase: !query.isCaseSensitive)
        expression =
            query.isPattern
            ? try RegularExpression(query.text, ignoringCase: !query.isCaseSensitive)
            : try RegularExpression(literal: query.text, ignoringCase: !query.isCaseSensitive)
    }

    /// All matches in a line, apart and in order; an empty expression matches nowhere.
    public func matches(in line: ArraySlice<UInt8>, _ encoding: TextEncoding) -> [Match] {
        matches(in: line, encoding, captures: false)
    }

    func matches(in line: ArraySlice<UInt8>, _ encoding: TextEncoding, captures: Bool) -> [Match] {
        guard !query.text.isEmpty, canMatch(line) else { return [] }
        let (scalars, places) = Self.scalars(of: line, encoding)
        // A letter with a combining mark is another character: a search for the letter alone does not find it.
        let text = LineText(line, encoding)
        return expression.matches(in: scalars, groups: captures).compactMap { match in
            let bytes = ByteColumn(places[match.range.lowerBound])..<ByteColumn(places[match.range.upperBound])
            guard text.isBoundary(bytes.lowerBound), text.isBoundary(bytes.upperBound) else { return nil }
            let groups = match.groups.map { group in group.map { places[$0.lowerBound]..<places[$0.upperBound] } }
            return Match(range: bytes, groups: groups)
        }
    }

    /// Whether a line could have a match: it has the text's bytes, or a character that a match could start with. Most
    /// lines of a large file are done with here.
    private func canMatch(_ line: ArraySlice<UInt8>) -> Bool {
        if let literal { return literal.isIn(line) }
        return expression.canMatchNothing || line.contains(where: expression.canStart)
    }

    private static func scalars(of line: ArraySlice<UInt8>, _ encoding: TextEncoding) -> ([UInt32], [Int]) {
        var scalars: [UInt32] = []
        var places: [Int] = []
        scalars.reserveCapacity(line.count)
        places.reserveCapacity(line.count + 1)
        var index = line.startIndex
        while index < line.endIndex {
            places.append(index - line.startIndex)
            let length = encoding == .latin1 ? 1 : UTF8Sequence.length(at: index, in: line)
            scalars.append(length < 2 ? UInt32(line[index]) : value(of: line[index..<(index + length)]))
            index += max(1, length)
        }
        places.append(line.count)
        return (scalars, places)
    }

    private static func value(of sequence: ArraySlice<UInt8>) -> UInt32 {
        let lead = UInt32(sequence[sequence.startIndex]) & (0xFF >> (UInt32(sequence.count) + 1))
        return sequence.dropFirst().reduce(lead) { $0 << 6 | UInt32($1 & 0x3F) }
    }

    /// The replacement of a match: in a pattern's replacement `$1` is its first group, `$0` the match, `$$` a dollar sign.
    func replacement(_ template: [UInt8], for match: Match, in line: ArraySlice<UInt8>) -> [UInt8] {
        guard query.isPattern else { return template }
        var result: [UInt8] = []
        var index = 0
        while index < template.count {
            let byte = template[index]
            let next = index + 1 < template.count ? template[index + 1] : 0
            guard byte == UInt8(ascii: "$"), next == byte || (0x30...0x39).contains(next) else {
                result.append(byte)
                index += 1
                continue
            }
            index += 2
            let number = Int(next) - 0x30
            if next == byte {
                result.append(byte)
            } else if number == 0 {
                result += line.dropFirst(match.range.lowerBound.value).prefix(
                    match.range.upperBound.value - match.range.lowerBound.value)
            } else if number < match.groups.count, let group = match.groups[number] {
                result += line.dropFirst(group.lowerBound).prefix(group.count)
            }
        }
        return result
    }
}

/// A plain text of ASCII characters, looked for by its bytes.
private struct Literal: Sendable {
    /// In small letters, if case does not count.
    private let bytes: [UInt8]
    private let ignoresCase: Bool

    init?(_ text: String, ignoringCase: Bool) {
        guard !text.isEmpty, text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        bytes = ignoringCase ? text.utf8.map(Self.small) : Array(text.utf8)
        ignoresCase = ignoringCase
    }

    private static func small(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

    /// Whether the line has the text. A line with other than ASCII may have it: its letters may fold to ASCII ones.
    func isIn(_ line: ArraySlice<UInt8>) -> Bool {
        line.withUnsafeBufferPointer { line in
            let last = line.count - bytes.count
            for start in 0..<line.count {
                if line[start] >= 0x80 { return true }
                if start <= last, matches(line, at: start) { return true }
            }
            return false
        }
    }

    private func matches(_ line: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
        for index in bytes.indices {
            let byte = line[start + index]
            if (ignoresCase ? Self.small(byte) : byte) != bytes[index] { return false }
        }
        return true
    }
}
