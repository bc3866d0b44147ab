/// Walks through the lines of a text.
struct LogicalLineReader {
    let source: SourceText
    /// The line to be read next, from 1.
    private(set) var next = 1
    private(set) var tooLong: [Int] = []
    /// The last line of each text; nil as long as nobody had to know.
    var lastLines: [[UInt8]: Int]?

    /// The most that BuildKit's scanner takes, the line's end included.
    static let limit = 65_536

    init(_ source: SourceText) { self.source = source }

    /// A line of the file.
    struct Line {
        let number: Int
        /// Its bytes without the line's end.
        let bounds: Range<Int>
        /// Where its columns are counted from.
        let start: Int
    }

    /// The next line; nil at the end of the text, and an empty last line is none.
    mutating func read() -> Line? {
        let starts = source.lineStarts
        guard next <= starts.count, starts[next - 1] < source.bytes.count else { return nil }
        let number = next
        next += 1
        let end = next <= starts.count ? starts[next - 1] : source.bytes.count
        let hasNewline = source.bytes[end - 1] == .newline
        if end - starts[number - 1] - (hasNewline ? 1 : 0) >= Self.limit { tooLong.append(number) }
        return Line(number: number, bounds: source.lineBounds(number), start: starts[number - 1])
    }

    /// The line's bounds without white space in front.
    func indented(_ line: Line) -> Range<Int> {
        var lower = line.bounds.lowerBound
        while lower < line.bounds.upperBound {
            let length = source.bytes.spaceLength(at: lower)
            if length == 0 { break }
            lower += length
        }
        return min(lower, line.bounds.upperBound)..<line.bounds.upperBound
    }

    /// What is ahead of an escape character that ends a line, blanks behind it aside; nil where the line does not go on.
    /// Two of them are one escaped one, and go on nothing.
    func continued(_ part: Range<Int>, escape: UInt8) -> Range<Int>? {
        let bytes = source.bytes
        var end = part.upperBound
        while end > part.lowerBound, bytes[end - 1] == .space || bytes[end - 1] == .tab { end -= 1 }
        guard end > part.lowerBound, bytes[end - 1] == escape else { return nil }
        end -= 1
        guard end == part.lowerBound || bytes[end - 1] != escape else { return nil }
        return part.lowerBound..<end
    }
}
