internal import CVTerm
internal import TerminalUI

/// A cell of libvterm's screen in our terms, and back.
enum ScreenCell {
    /// libvterm's mark of the right half of a wide character.
    static let rightHalf = UInt32.max

    /// What a cell shows: never of another width than it has, since the terminal below draws by `CellWidth`.
    static func glyph(of cell: VTermScreenCell, isNextBlank: Bool) -> (text: String, width: Int) {
        let scalars = scalars(of: cell)
        let room = Int(cell.width)
        // A skin tone would join the picture before it, and the row would lose two cells.
        if scalars.first?.properties.isEmojiModifier == true { return ("  ", 2) }
        let text = String(scalars)
        let width = CellWidth.of(text)
        if width == room { return (text, room) }
        if width == 1 { return (text + " ", 2) }
        // libvterm's table is older than the C library's: this one takes two cells, and the program knew.
        return isNextBlank && width == 2 ? (text, 2) : ("·", 1)
    }

    /// The base and its marks; joiners and selectors, about which terminals disagree, are left out.
    private static func scalars(of cell: VTermScreenCell) -> String.UnicodeScalarView {
        let values = [cell.chars.0, cell.chars.1, cell.chars.2, cell.chars.3, cell.chars.4, cell.chars.5]
        var scalars = String.UnicodeScalarView()
        guard values[0] >= 0x20, values[0] != rightHalf else { return String.UnicodeScalarView([" "]) }
        for value in values.prefix(while: { $0 != 0 }) {
            let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
            if scalar != "\u{200D}", !scalar.properties.isVariationSelector { scalars.append(scalar) }
        }
        return scalars
    }

    static func style(of cell: VTermScreenCell) -> Style {
        var style = Style(foreground: color(cell.fg), background: color(cell.bg))
        if cell.attrs.bold != 0 { style.attributes.insert(.bold) }
        if cell.attrs.underline != 0 { style.attributes.insert(.underline) }
        if cell.attrs.italic != 0 { style.attributes.insert(.italic) }
        if cell.attrs.reverse != 0 { style.attributes.insert(.reverse) }
        return style
    }

    private static func color(_ color: VTermColor) -> Color {
        let type = Int(color.type)
        if type & Int(VTERM_COLOR_DEFAULT_MASK.rawValue) != 0 { return .standard }
        if type & Int(VTERM_COLOR_TYPE_MASK.rawValue) == Int(VTERM_COLOR_INDEXED.rawValue) {
            return .palette(color.indexed.idx)
        }
        return .rgb(color.rgb.red, color.rgb.green, color.rgb.blue)
    }
}
