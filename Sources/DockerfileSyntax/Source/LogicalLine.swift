/// An instruction's text with its continued lines joined, and the way back to the file from every byte of it.
struct LogicalLine: Equatable, Sendable {
    private(set) var bytes: [UInt8] = []
    private var segments: [Segment] = []

    /// A stretch that was taken from one line of the file.
    private struct Segment: Equatable, Sendable {
        let start: Int
        let offset: Int
        let line: Int
        let column: Int
        /// For text beyond ASCII: how many characters begin ahead of each byte.
        let characters: [Int32]?
    }

    /// Appends a part of a line; `lineStart` is where that line begins in the file.
    mutating func append(_ source: [UInt8], _ part: Range<Int>, line: Int, lineStart: Int) {
        let isASCII = source[lineStart..<part.upperBound].allSatisfy { $0 < 0x80 }
        var column = part.lowerBound - lineStart + 1
        var characters: [Int32]?
        if !isASCII {
            column = source[lineStart..<part.lowerBound].count { !$0.isContinuation } + 1
            characters = Self.characterCounts(source[part])
        }
        segments.append(
            Segment(start: bytes.count, offset: part.lowerBound, line: line, column: column, characters: characters))
        bytes.append(contentsOf: source[part])
    }

    private static func characterCounts(_ bytes: ArraySlice<UInt8>) -> [Int32] {
        var counts: [Int32] = [0]
        counts.reserveCapacity(bytes.count + 1)
        var count: Int32 = 0
        for byte in bytes {
            if !byte.isContinuation { count += 1 }
            counts.append(count)
        }
        return counts
    }

    func string(_ part: Range<Int>) -> String { String(decoding: bytes[part], as: UTF8.self) }

    /// Where a part is in the file; an empty part is the place ahead of its byte.
    func range(_ part: Range<Int>) -> SourceRange {
        let start = position(part.lowerBound, isEnd: part.lowerBound == bytes.count)
        return SourceRange(start, part.isEmpty ? start : position(part.upperBound, isEnd: true))
    }

    func located(_ part: Range<Int>) -> Located<String> { Located(string(part), at: range(part)) }

    /// The place of a byte; an end belongs to the line of the byte ahead of it.
    private func position(_ index: Int, isEnd: Bool) -> SourcePosition {
        let segment = segments[segmentIndex(of: isEnd && index > 0 ? index - 1 : index)]
        let distance = index - segment.start
        let characters = segment.characters.map { Int($0[min(distance, $0.count - 1)]) } ?? distance
        return SourcePosition(
            line: segment.line, column: segment.column + characters, offset: segment.offset + distance)
    }

    private func segmentIndex(of index: Int) -> Int {
        var low = 0
        var high = segments.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if segments[middle].start <= index { low = middle } else { high = middle }
        }
        return low
    }
}
