/// A text and where its lines begin.
public struct SourceText: Equatable, Sendable {
    public let bytes: [UInt8]
    /// The offset of each line's first byte; a text that ends in a newline has an empty last line.
    let lineStarts: [Int]

    public init(_ text: String) { self.init(utf8: Array(text.utf8)) }

    public init(utf8 bytes: [UInt8]) {
        self.bytes = bytes
        var starts = [bytes.starts(with: Self.byteOrderMark) ? 3 : 0]
        bytes.withUnsafeBufferPointer { buffer in
            for (index, byte) in buffer.enumerated() where byte == .newline { starts.append(index + 1) }
        }
        lineStarts = starts
    }

    static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Whether the text is UTF-16, with its mark or without, also where it was read as UTF-8 before: each character of
    /// English then has a zero byte beside it.
    var isUTF16: Bool {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return true }
        let replaced: [UInt8] = [0xEF, 0xBF, 0xBD]
        let head = bytes.starts(with: replaced + replaced) ? bytes.dropFirst(6).prefix(4) : bytes.prefix(4)
        let zeros = head.map { $0 == 0 }
        return zeros == [false, true, false, true] || zeros == [true, false, true, false]
    }

    public var lineCount: Int { lineStarts.count }

    /// The whole text; bytes that are not UTF-8 are replaced.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// A line (from 1) without its end; empty where there is no such line.
    public func line(_ number: Int) -> String {
        String(decoding: bytes[lineBounds(number)], as: UTF8.self)
    }

    /// The text of a range.
    public subscript(range: SourceRange) -> String {
        let lower = min(max(0, range.start.offset), bytes.count)
        return String(decoding: bytes[lower..<max(lower, min(range.end.offset, bytes.count))], as: UTF8.self)
    }

    /// The place of a byte; the end of the text where the offset is past it.
    public func position(atOffset offset: Int) -> SourcePosition {
        let offset = min(max(offset, lineStarts[0]), bytes.count)
        let line = lineNumber(atOffset: offset)
        let column = bytes[lineStarts[line - 1]..<offset].count { !$0.isContinuation }
        return SourcePosition(line: line, column: column + 1, offset: offset)
    }

    /// From the first character of a line that is not a blank, to the line's last.
    func range(ofLine number: Int) -> SourceRange {
        let bounds = lineBounds(number)
        let indent = bytes[bounds].prefix { $0 == .space || $0 == .tab }.count
        let start = bounds.lowerBound + (indent == bounds.count ? 0 : indent)
        return SourceRange(position(atOffset: start), position(atOffset: bounds.upperBound))
    }

    func lineBounds(_ number: Int) -> Range<Int> {
        guard number >= 1, number <= lineStarts.count else { return bytes.count..<bytes.count }
        let start = lineStarts[number - 1]
        var end = number < lineStarts.count ? lineStarts[number] : bytes.count
        while end > start, bytes[end - 1] == .newline || bytes[end - 1] == .carriageReturn { end -= 1 }
        return start..<end
    }

    private func lineNumber(atOffset offset: Int) -> Int {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return low + 1
    }
}
