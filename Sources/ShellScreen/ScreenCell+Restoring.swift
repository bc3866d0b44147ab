internal import CVTerm
internal import TerminalUI

extension ScreenCell {
    /// Writes a row back into libvterm's cells; what it does not fill is blank.
    static func write(
        _ row: ShellRow, into cells: UnsafeMutableBufferPointer<VTermScreenCell>, standard: VTermScreenCell
    ) {
        cells.update(repeating: standard)
        var column = 0
        for run in row.runs {
            let styled = styled(run.style, standard)
            for character in run.text {
                let width = CellWidth.of(character)
                guard column + width <= cells.count else { return }
                cells[column] = filled(styled, with: character, width)
                if width > 1 {
                    cells[column + 1] = styled
                    cells[column + 1].chars.0 = rightHalf
                }
                column += width
            }
        }
    }

    private static func filled(_ cell: VTermScreenCell, with character: Character, _ width: Int) -> VTermScreenCell {
        var cell = cell
        let values = character.unicodeScalars.prefix(Int(VTERM_MAX_CHARS_PER_CELL)).map(\.value)
        withUnsafeMutableBytes(of: &cell.chars) { bytes in
            let places = bytes.bindMemory(to: UInt32.self)
            for (place, value) in values.enumerated() where place < places.count { places[place] = value }
        }
        cell.width = CChar(min(2, width))
        return cell
    }

    private static func styled(_ style: Style, _ standard: VTermScreenCell) -> VTermScreenCell {
        var cell = standard
        cell.attrs.bold = style.attributes.contains(.bold) ? 1 : 0
        cell.attrs.underline = style.attributes.contains(.underline) ? 1 : 0
        cell.attrs.italic = style.attributes.contains(.italic) ? 1 : 0
        cell.attrs.reverse = style.attributes.contains(.reverse) ? 1 : 0
        cell.fg = color(style.foreground, standard.fg)
        cell.bg = color(style.background, standard.bg)
        return cell
    }

    private static func color(_ color: Color, _ standard: VTermColor) -> VTermColor {
        var made = standard
        switch color {
        case .standard: break
        case .palette(let number): vterm_color_indexed(&made, number)
        case .rgb(let red, let green, let blue): vterm_color_rgb(&made, red, green, blue)
        }
        return made
    }
}
