/// A line of the source and a caret under what is meant.
struct Excerpt {
    let lines: [String]

    /// How much of a long line is shown.
    private static let width = 100

    init(range: SourceRange, source: SourceText) {
        let scalars = Array(source.line(range.start.line).unicodeScalars)
        let start = min(range.start.column - 1, scalars.count)
        let end = range.end.line == range.start.line ? min(range.end.column - 1, scalars.count) : scalars.count
        // Where a line is too long, some of what is ahead of the place goes.
        let first = start > Self.width * 3 / 4 ? start - Self.width / 2 : 0
        let last = min(scalars.count, first + Self.width)
        let lead = first > 0 ? "…" : ""
        let text = lead + TerminalText.printable(scalars[first..<last]) + (last < scalars.count ? "…" : "")
        let blank = lead.isEmpty ? "" : " "
        let marked = Self.cells(scalars[start..<max(start, min(end, last))])
        let caret = blank + Self.blank(scalars[first..<start]) + "^" + String(repeating: "~", count: max(0, marked - 1))
        let number = String(range.start.line)
        lines = [
            "  \(number) | \(text)",
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
