/// A text file's bytes, as lines; what goes in comes out, byte for byte.
///
/// Line endings (LF and CRLF, mixed too), a missing final newline and bytes that are not UTF-8 are kept as
/// they are. A carriage return alone is a character of its line. An edit costs the lines of a chunk.
public struct TextBuffer: Sendable {
    var store: LineStore
    /// How characters that are typed become bytes.
    public internal(set) var encoding: TextEncoding

    /// A buffer of a file's bytes.
    public init(_ bytes: [UInt8] = []) {
        store = LineStore(bytes)
        encoding = TextEncoding(guessedFrom: bytes)
    }

    /// A buffer of a text.
    public init(_ text: String) { self.init(Array(text.utf8)) }

    /// All bytes, as they would be saved.
    public var bytes: [UInt8] { store.bytes(in: 0..<store.byteCount) }
    /// The number of bytes.
    public var byteCount: Int { store.byteCount }
    /// The number of lines, at least 1: a text that ends with a line ending has an empty line after it.
    public var lineCount: Int { store.lineCount }
    /// The last line.
    public var lastLine: LineIndex { LineIndex(store.lineCount - 1) }
    /// The place after the last byte.
    public var end: TextPosition { TextPosition(line: lastLine, byte: ByteColumn(store[lastLine.value].count)) }

    /// The bytes of a line without its ending; none past the end.
    public func content(of line: LineIndex) -> ArraySlice<UInt8> {
        guard line.value >= 0, line < LineIndex(lineCount) else { return [] }
        let raw = store[line.value]
        return raw[..<(raw.count - LineEnding(of: raw).bytes.count)]
    }

    /// A line as graphemes, without its ending.
    public func text(of line: LineIndex) -> LineText { LineText(content(of: line), encoding) }

    /// How a line ends.
    public func ending(of line: LineIndex) -> LineEnding {
        line.value >= 0 && line.value < lineCount ? LineEnding(of: store[line.value]) : .none
    }

    /// The number of bytes of a line without its ending.
    func width(of line: LineIndex) -> Int { content(of: line).count }

    /// A place's distance from the start of the file.
    public func offset(of position: TextPosition) -> ByteOffset {
        ByteOffset(store.place(ofLine: position.line.value).offset + position.byte.value)
    }

    /// The place of a byte; one inside a line ending counts as the end of the line's content.
    public func position(of offset: ByteOffset) -> TextPosition {
        let wanted = max(0, min(offset.value, byteCount))
        let place = store.place(ofByte: wanted)
        let line = LineIndex(place.index)
        return TextPosition(line: line, byte: ByteColumn(min(wanted - place.offset, width(of: line))))
    }

    /// The nearest place that exists and is between two graphemes.
    public func clamped(_ position: TextPosition) -> TextPosition {
        let line = LineIndex(max(0, min(position.line.value, lineCount - 1)))
        return TextPosition(line: line, byte: text(of: line).boundary(atOrBefore: position.byte))
    }

    /// The bytes of a range of the file.
    public func bytes(in range: Range<ByteOffset>) -> [UInt8] {
        let lower = max(0, min(range.lowerBound.value, byteCount))
        return store.bytes(in: lower..<max(lower, min(range.upperBound.value, byteCount)))
    }

    /// The bytes between two places.
    public func bytes(from lower: TextPosition, to upper: TextPosition) -> [UInt8] {
        guard lower < upper else { return [] }
        return bytes(in: offset(of: lower)..<offset(of: upper))
    }

    /// Replaces bytes; a range past the end is cut.
    public mutating func replace(_ range: Range<ByteOffset>, with new: [UInt8]) {
        let lower = max(0, min(range.lowerBound.value, byteCount))
        store.replace(lower..<max(lower, min(range.upperBound.value, byteCount)), with: new)
    }

    /// The ending that a new line gets at a place: that of its line, of the line before, or LF.
    func endingForNewLine(at line: LineIndex) -> LineEnding {
        let own = ending(of: line)
        if own != .none { return own }
        let before = line.value > 0 ? ending(of: line - 1) : .none
        return before == .none ? .lineFeed : before
    }
}

/// How a line ends.
public enum LineEnding: Hashable, Sendable {
    case none, lineFeed, carriageReturnLineFeed

    init(of line: [UInt8]) {
        guard line.last == 0x0A else {
            self = .none
            return
        }
        self = line.dropLast().last == 0x0D ? .carriageReturnLineFeed : .lineFeed
    }

    /// The bytes of the ending.
    public var bytes: [UInt8] {
        switch self {
        case .none: []
        case .lineFeed: [0x0A]
        case .carriageReturnLineFeed: [0x0D, 0x0A]
        }
    }
}
