/// A line as graphemes, each with its bytes.
public struct LineText: Sendable {
    /// One grapheme of a line.
    public struct Grapheme: Sendable {
        public var character: Character
        /// Its bytes, from the start of the line.
        public var bytes: Range<Int>
        /// Whether it is a byte that is not text in the file's encoding.
        public var isRaw: Bool
    }

    let bytes: ArraySlice<UInt8>
    let encoding: TextEncoding
    /// Where graphemes start, and the end; nil where each byte is one.
    private let starts: [Int]?

    /// A line's bytes, without its ending.
    public init(_ bytes: ArraySlice<UInt8>, _ encoding: TextEncoding = .utf8) {
        self.bytes = bytes
        self.encoding = encoding
        if encoding == .latin1 || bytes.allSatisfy({ $0 < 0x80 }) {
            starts = nil
        } else {
            var starts: [Int] = []
            Self.walk(bytes) { starts.append($0.bytes.lowerBound) }
            starts.append(bytes.count)
            self.starts = starts
        }
    }

    /// The number of bytes.
    public var byteCount: Int { bytes.count }
    /// The number of graphemes.
    public var count: Int { starts.map { $0.count - 1 } ?? bytes.count }

    /// The byte at which a grapheme starts; the end of the line for a column past it.
    public func byte(of column: ColumnIndex) -> ByteColumn {
        let column = max(0, min(column.value, count))
        return ByteColumn(starts?[column] ?? column)
    }

    /// The grapheme that a byte is in; the number of graphemes for the end of the line.
    public func column(of byte: ByteColumn) -> ColumnIndex {
        let byte = max(0, min(byte.value, byteCount))
        guard let starts else { return ColumnIndex(byte) }
        var lower = 0
        var upper = starts.count
        while upper - lower > 1 {
            let middle = (lower + upper) / 2
            if starts[middle] <= byte { lower = middle } else { upper = middle }
        }
        return ColumnIndex(lower)
    }

    /// The start of the grapheme that a byte is in.
    public func boundary(atOrBefore byte: ByteColumn) -> ByteColumn { self.byte(of: column(of: byte)) }

    /// Whether a byte is where a grapheme starts, or the end.
    func isBoundary(_ byte: ByteColumn) -> Bool { starts == nil || boundary(atOrBefore: byte) == byte }

    /// The grapheme at a column; nil at the end of the line.
    public subscript(column: ColumnIndex) -> Grapheme? {
        guard column.value >= 0, column.value < count else { return nil }
        let range = byte(of: column).value..<byte(of: column + 1).value
        var found: Grapheme?
        Self.walk(bytes[(bytes.startIndex + range.lowerBound)..<(bytes.startIndex + range.upperBound)], encoding) {
            found = found ?? Grapheme(character: $0.character, bytes: range, isRaw: $0.isRaw)
        }
        return found
    }

    /// Calls a function with each grapheme, in order.
    public func forEach(_ body: (Grapheme) -> Void) { Self.walk(bytes, encoding, body) }

    /// Whether each byte is a grapheme.
    var isByteEach: Bool { starts == nil }

    /// Calls a function with each grapheme from a byte on, as long as there is a reason to; the byte starts one.
    func forEach(from start: Int, while isWanted: () -> Bool, _ body: (Grapheme) -> Void) {
        guard let starts else {
            for index in min(start, bytes.count)..<bytes.count {
                guard isWanted() else { return }
                let character = Character(Unicode.Scalar(bytes[bytes.startIndex + index]))
                body(Grapheme(character: character, bytes: index..<(index + 1), isRaw: false))
            }
            return
        }
        for column in column(of: ByteColumn(start)).value..<(starts.count - 1) {
            guard isWanted(), let grapheme = self[ColumnIndex(column)] else { return }
            body(grapheme)
        }
    }

    /// The line as a string.
    public var string: String { encoding.decode(bytes) }

    private static func walk(_ bytes: ArraySlice<UInt8>, _ encoding: TextEncoding, _ body: (Grapheme) -> Void) {
        guard encoding == .latin1 || bytes.allSatisfy({ $0 < 0x80 }) else {
            walk(bytes, body)
            return
        }
        for (index, byte) in bytes.enumerated() {
            body(Grapheme(character: Character(Unicode.Scalar(byte)), bytes: index..<(index + 1), isRaw: false))
        }
    }

    /// Walks runs of valid UTF-8 by grapheme and what is between them byte by byte.
    private static func walk(_ bytes: ArraySlice<UInt8>, _ body: (Grapheme) -> Void) {
        var index = bytes.startIndex
        while index < bytes.endIndex {
            var end = index
            while end < bytes.endIndex {
                let length = UTF8Sequence.length(at: end, in: bytes)
                guard length > 0 else { break }
                end += length
            }
            var start = index - bytes.startIndex
            for character in String(decoding: bytes[index..<end], as: UTF8.self) {
                let next = start + character.utf8.count
                body(Grapheme(character: character, bytes: start..<next, isRaw: false))
                start = next
            }
            index = end
            guard index < bytes.endIndex else { return }
            let place = index - bytes.startIndex
            let shown = Character(Unicode.Scalar(bytes[index]))
            body(Grapheme(character: shown, bytes: place..<(place + 1), isRaw: true))
            index += 1
        }
    }
}
