/// The content of one place of a terminal: a character that takes one cell or two, with the marks on it.
///
/// Terminals disagree about sequences that Unicode joins into one picture: families, flags, skin tones, emoji
/// presentation. Where they disagree a whole line shifts. So only what all of them draw alike is sent: the first picture
/// of a joined sequence, without its tone; a flag as its two letters.
struct TerminalGlyph: Equatable, Sendable {
    var text: Character
    var width: Int

    /// Shown for what has no look of its own.
    static let standIn = TerminalGlyph(text: "·", width: 1)

    /// Marks that one cell keeps: ncurses holds five scalars a cell.
    private static let marksPerCell = 4

    /// The glyphs of a character, from the left; at least one.
    static func glyphs(of character: Character) -> [TerminalGlyph] {
        if CellWidth.isPrintableASCII(character) { return [TerminalGlyph(text: character, width: 1)] }
        var glyphs: [TerminalGlyph] = []
        var cell = String.UnicodeScalarView()
        var width = 0
        for scalar in character.unicodeScalars {
            if isJoiner(scalar), width == 2 { break }
            let own = CellWidth.of(scalar)
            if own == 0 {
                if CellWidth.isMark(scalar), width > 0, cell.count <= marksPerCell { cell.append(scalar) }
            } else if !(scalar.properties.isEmojiModifier && width == 2) {
                if width > 0 { glyphs += glyph(cell, width) }
                (cell, width) = (String.UnicodeScalarView([scalar]), own)
            }
        }
        if width > 0 { glyphs += glyph(cell, width) }
        return glyphs.isEmpty ? [standIn] : glyphs
    }

    private static func glyph(_ scalars: String.UnicodeScalarView, _ width: Int) -> [TerminalGlyph] {
        String(scalars).first.map { [TerminalGlyph(text: $0, width: width)] } ?? []
    }

    private static func isJoiner(_ scalar: Unicode.Scalar) -> Bool { scalar == "\u{200D}" }
}
