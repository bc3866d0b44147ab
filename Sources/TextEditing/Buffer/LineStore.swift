/// The lines of a text, in chunks: an edit moves the lines of one chunk, whatever the size of the file.
///
/// A line keeps its ending. Only the last line has none, and it is always there: it is empty where the
/// text ends with a line ending.
struct LineStore: Sendable {
    struct Chunk: Sendable {
        var lines: [[UInt8]]
        var byteCount: Int

        init(lines: [[UInt8]]) {
            self.lines = lines
            byteCount = lines.reduce(0) { $0 + $1.count }
        }
    }

    /// Where a line is.
    struct Place {
        var chunk: Int
        var line: Int
        /// Lines, and bytes, before this line.
        var index: Int
        var offset: Int
    }

    static let capacity = 512

    private(set) var chunks: [Chunk]
    private(set) var lineCount: Int
    private(set) var byteCount: Int
    /// Lines moved so far: what a test of complexity counts.
    private(set) var linesMoved = 0

    init(_ bytes: [UInt8]) {
        var chunks: [Chunk] = []
        var pending: [[UInt8]] = []
        var start = 0
        while let feed = bytes[start...].firstIndex(of: 0x0A) {
            pending.append(Array(bytes[start...feed]))
            start = feed + 1
            if pending.count == Self.capacity / 2 {
                chunks.append(Chunk(lines: pending))
                pending = []
            }
        }
        pending.append(Array(bytes[start...]))
        chunks.append(Chunk(lines: pending))
        self.chunks = chunks
        lineCount = chunks.reduce(0) { $0 + $1.lines.count }
        byteCount = bytes.count
    }

    subscript(line: Int) -> [UInt8] {
        let place = place(ofLine: line)
        return chunks[place.chunk].lines[place.line]
    }

    /// Where a line is; the last line for a number past it.
    func place(ofLine line: Int) -> Place {
        var index = 0
        var offset = 0
        let wanted = max(0, min(line, lineCount - 1))
        for chunk in chunks.indices {
            let count = chunks[chunk].lines.count
            if wanted < index + count {
                let inner = wanted - index
                for earlier in chunks[chunk].lines[..<inner] { offset += earlier.count }
                return Place(chunk: chunk, line: inner, index: wanted, offset: offset)
            }
            index += count
            offset += chunks[chunk].byteCount
        }
        return Place(chunk: 0, line: 0, index: 0, offset: 0)
    }

    /// The line that holds the byte at an offset; the end of the text is in the last line.
    func place(ofByte wanted: Int) -> Place {
        guard wanted < byteCount else { return place(ofLine: lineCount - 1) }
        var index = 0
        var offset = 0
        for chunk in chunks.indices {
            if wanted >= offset + chunks[chunk].byteCount {
                index += chunks[chunk].lines.count
                offset += chunks[chunk].byteCount
                continue
            }
            for (inner, line) in chunks[chunk].lines.enumerated() {
                if wanted < offset + line.count {
                    return Place(chunk: chunk, line: inner, index: index + inner, offset: offset)
                }
                offset += line.count
            }
        }
        return place(ofLine: lineCount - 1)
    }

    /// Replaces bytes of the text.
    mutating func replace(_ range: Range<Int>, with new: [UInt8]) {
        let first = place(ofByte: range.lowerBound)
        let inner = range.lowerBound - first.offset
        let length = chunks[first.chunk].lines[first.line].count
        let keepsEnding = inner + range.count < length || first.index == lineCount - 1
        if keepsEnding && !new.contains(0x0A) {
            replaceInLine(first, inner..<(inner + range.count), with: new)
        } else {
            replaceLines(from: first, range, with: new)
        }
    }

    private mutating func replaceInLine(_ place: Place, _ range: Range<Int>, with new: [UInt8]) {
        let growth = new.count - range.count
        chunks[place.chunk].lines[place.line].replaceSubrange(range, with: new)
        chunks[place.chunk].byteCount += growth
        byteCount += growth
    }

    private mutating func replaceLines(from first: Place, _ range: Range<Int>, with new: [UInt8]) {
        let last = place(ofByte: range.upperBound)
        var raw = Array(chunks[first.chunk].lines[first.line][..<(range.lowerBound - first.offset)])
        raw += new
        raw += chunks[last.chunk].lines[last.line][(range.upperBound - last.offset)...]
        var lines: [[UInt8]] = Array(chunks[first.chunk].lines[..<first.line])
        let fresh = LineStore(raw)
        // The last line of `fresh` is empty where the joined text ends with an ending: the next line follows it.
        var joined = fresh.chunks.flatMap(\.lines)
        if last.index < lineCount - 1 { joined.removeLast() }
        lines += joined
        lines += chunks[last.chunk].lines[(last.line + 1)...]
        linesMoved += lines.count
        let before = chunks[first.chunk...last.chunk].reduce(0) { $0 + $1.lines.count }
        lineCount += lines.count - before
        byteCount += new.count - range.count
        install(lines, over: first.chunk...last.chunk)
    }

    /// Puts lines in the place of whole chunks, in chunks of a good size, a small rest joined to its neighbour.
    private mutating func install(_ lines: [[UInt8]], over old: ClosedRange<Int>) {
        var lines = lines
        var old = old
        if lines.count < Self.capacity / 4, old.upperBound + 1 < chunks.count {
            lines += chunks[old.upperBound + 1].lines
            old = old.lowerBound...(old.upperBound + 1)
        }
        guard lines.count > Self.capacity else {
            chunks.replaceSubrange(old, with: lines.isEmpty ? [] : [Chunk(lines: lines)])
            return
        }
        let half = Self.capacity / 2
        let pieces = stride(from: 0, to: lines.count, by: half).map {
            Chunk(lines: Array(lines[$0..<min($0 + half, lines.count)]))
        }
        chunks.replaceSubrange(old, with: pieces)
    }

    /// The bytes of a range.
    func bytes(in range: Range<Int>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(range.count)
        var place = place(ofByte: range.lowerBound)
        var offset = place.offset
        while offset < range.upperBound, place.chunk < chunks.count {
            let lines = chunks[place.chunk].lines
            while place.line < lines.count, offset < range.upperBound {
                let line = lines[place.line]
                let from = max(0, range.lowerBound - offset)
                let to = min(line.count, range.upperBound - offset)
                if from < to { result += line[from..<to] }
                offset += line.count
                place.line += 1
            }
            place.chunk += 1
            place.line = 0
        }
        return result
    }
}
