/// How many cells a character takes on a terminal: what `wcwidth` says, as tmux, xterm and ncurses apply it. Written here
/// because `wcwidth` knows the locale's characters only, and the program also runs in the locale C.
public enum CellWidth {
    /// 2 for a wide character, more for a cluster of several, else 1: what has no look of its own (a control character,
    /// a lone combining mark, a direction mark) takes the cell of its stand-in.
    public static func of(_ character: Character) -> Int {
        if isPrintableASCII(character) { return 1 }
        return TerminalGlyph.glyphs(of: character).reduce(0) { $0 + $1.width }
    }

    /// Cells of a text on one line.
    public static func of(_ text: some StringProtocol) -> Int {
        // Most text is ASCII, where a byte is a cell.
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text.utf8.count }
        return text.reduce(0) { $0 + of($1) }
    }

    static func isPrintableASCII(_ character: Character) -> Bool {
        guard let value = character.asciiValue else { return false }
        // CR LF is one character whose `asciiValue` is LF.
        return value >= 0x20 && value < 0x7F
    }

    /// Cells of a scalar by itself: 0 for what only changes its neighbour and for control characters.
    public static func of(_ scalar: Unicode.Scalar) -> Int {
        let value = scalar.value
        if value < 0x20 || (0x7F..<0xA0).contains(value) { return 0 }
        if value < 0x300 { return 1 }
        // Most wide text: Han and Hangul, which no table has to be asked about.
        if (0x4E00...0x9FFF).contains(value) || (0xAC00...0xD7A3).contains(value) { return 2 }
        if (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FF).contains(value) { return 0 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        case .format: return prepended.contains(value) ? 1 : 0
        case .lineSeparator, .paragraphSeparator: return 0
        default: return WideCharacters.contains(value) ? 2 : 1
        }
    }

    /// Whether a scalar that takes no cell is drawn on the character before it. A variation selector is not: it only asks
    /// for another look.
    public static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.properties.isVariationSelector { return false }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .otherLetter: return true
        default: return false
        }
    }

    /// Format characters that stand before digits and have a look.
    private static let prepended: Set<UInt32> = [
        0x600, 0x601, 0x602, 0x603, 0x604, 0x605, 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD,
    ]
}
