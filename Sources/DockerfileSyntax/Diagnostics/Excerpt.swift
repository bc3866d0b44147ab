/// A line of the source and a caret under what is meant.
struct Excerpt {
    let lines: [String]

    /// How much of a long line is shown.
    private static let width = 100

    /// Looks at what it shows of the line, however long that is.
    init(range: SourceRange, source: SourceText) {
        let line = source.lineBounds(range.start.line)
        let start = min(max(range.start.offset, line.lowerBound), line.upperBound)
        // Where a line is too long, some of what is ahead of the place goes.
        let isFar = range.start.column - 1 > Self.width * 3 / 4
        let first = isFar ? source.offset(Self.width / 2, before: start, in: line) : line.lowerBound
        let last = source.offset(Self.width, behind: first, in: line)
        let end = range.end.line == range.start.line ? min(range.end.offset, last) : last
        let lead = first > line.lowerBound ? "…" : ""
        let text = lead + TerminalText.printable(source.scalars(first..<last)[...])
        let blank = lead.isEmpty ? "" : " "
        let marked = Self.cells(source.scalars(start..<max(start, end))[...])
        let caret =
            blank + Self.blank(source.scalars(first..<start)[...]) + "^"
            + String(repeating: "~", count: max(0, marked - 1))
        let number = String(range.start.line)
        lines = [
            "  \(number) | \(text)\(last < line.upperBound ? "…" : "")",
            "  \(String(repeating: " ", count: number.count)) | \(caret)",
        ]
    }

    /// What is as wide as a text, tabs kept.
    private static func blank(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        scalars.map { $0 == "\t" ? "\t" : String(repeating: " ", count: cells($0)) }.joined()
    }

    private static func cells(_ scalars: ArraySlice<Unicode.Scalar>) -> Int { scalars.reduce(0) { $0 + cells($1) } }

    /// How many cells of a terminal a character takes.
    private static func cells(_ scalar: Unicode.Scalar) -> Int {
        if scalar.value < 0x300 { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: return wide.contains { $0.contains(scalar.value) } ? 2 : 1
        }
    }

    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
        0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD,
    ]
}

extension SourceText {
    fileprivate func scalars(_ part: Range<Int>) -> [Unicode.Scalar] {
        Array(String(decoding: bytes[part], as: UTF8.self).unicodeScalars)
    }

    /// The place of a character some characters before another, or where its line begins.
    fileprivate func offset(_ count: Int, before place: Int, in line: Range<Int>) -> Int {
        var (offset, left) = (place, count)
        while offset > line.lowerBound, left > 0 {
            offset -= 1
            if !bytes[offset].isContinuation { left -= 1 }
        }
        return offset
    }

    /// The place of a character some characters behind another, or where its line ends.
    fileprivate func offset(_ count: Int, behind place: Int, in line: Range<Int>) -> Int {
        var (offset, left) = (place, count)
        while offset < line.upperBound {
            if !bytes[offset].isContinuation {
                guard left > 0 else { break }
                left -= 1
            }
            offset += 1
        }
        return offset
    }
}

/// Text without what would move the cursor, turn the direction of writing or command the terminal.
enum TerminalText {
    static func printable(_ text: String) -> String { printable(Array(text.unicodeScalars)[...]) }

    static func printable(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        String(String.UnicodeScalarView(scalars.map { isHarmless($0) ? $0 : "\u{FFFD}" }))
    }

    private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x80 { return scalar == "\t" || (0x20..<0x7F).contains(scalar.value) }
        return scalar.properties.generalCategory != .control && !(0x202A...0x202E).contains(scalar.value)
            && !(0x2066...0x2069).contains(scalar.value)
    }
}
