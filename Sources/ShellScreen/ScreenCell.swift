internal import CVTerm
internal import TerminalUI

/// A cell of libvterm's screen in our terms, and back.
enum ScreenCell {
    /// libvterm's mark of the right half of a wide character.
    static let rightHalf = UInt32.max

    /// The row that cells make.
    static func row(columns: Int, _ cell: (Int) -> VTermScreenCell?) -> ShellRow {
        var row = ShellRow()
        var column = 0
        while column < columns {
            guard let current = cell(column) else { break }
            let next = column + 1 < columns ? cell(column + 1) : nil
            let (scalars, width) = glyph(of: current, isNextBlank: next.map { $0.chars.0 == 0 } ?? false)
            row.append(scalars, style(of: current))
            column += max(1, width)
            row.isFull = column >= columns && current.chars.0 != 0
        }
        row.trim()
        return row
    }

    /// What a cell shows: never of another width than it has, since the terminal below draws by `CellWidth`.
    private static func glyph(
        of cell: VTermScreenCell, isNextBlank: Bool
    ) -> (scalars: String.UnicodeScalarView, width: Int) {
        let text = text(of: cell)
        let room = Int(cell.width)
        // A skin tone would join the picture before it, and the row would lose two cells.
        if text.unicodeScalars.first?.properties.isEmojiModifier == true { return ("  ".unicodeScalars, 2) }
        let width = CellWidth.of(text)
        if width == room { return (text.unicodeScalars, room) }
        if width == 1 { return ((String(text) + " ").unicodeScalars, 2) }
        // libvterm's table is older than the C library's: this one takes two cells, and the program knew.
        return isNextBlank && room == 1 ? (text.unicodeScalars, 2) : ("·".unicodeScalars, 1)
    }

    /// The base and its marks; joiners and selectors, about which terminals disagree, are left out.
    private static func text(of cell: VTermScreenCell) -> Character {
        let values = [cell.chars.0, cell.chars.1, cell.chars.2, cell.chars.3, cell.chars.4, cell.chars.5]
        guard values[0] != 0, values[0] != rightHalf else { return " " }
        var view = String.UnicodeScalarView()
        for value in values.prefix(while: { $0 != 0 }) {
            let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
            let isSelector = scalar.properties.isVariationSelector || scalar == "\u{200D}"
            if !isSelector { view.append(scalar) }
        }
        let text = String(view)
        return text.count == 1 ? text[text.startIndex] : text.first ?? " "
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
