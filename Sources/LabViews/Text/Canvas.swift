import TerminalUI

/// The grid of a frame, with the theme and the signs that everything is drawn in.
struct Canvas {
    var grid: Grid
    let theme: Theme
    let glyphs: Glyphs

    /// Writes a line into a row of an area, cut to it. Rows count from the area's top.
    mutating func write(_ line: RichLine, row: Int, of area: Rect, from column: Int = 0) {
        guard row >= 0, row < area.height else { return }
        let y = area.y + row
        let rect = Rect(x: area.x, y: y, width: area.width, height: 1)
        if let fill = line.fill { grid.fill(rect, theme[fill]) }
        var x = area.x + column
        for span in line.spans {
            guard x < area.right else { return }
            var style = theme[span.role]
            if let fill = line.fill { style = style.over(theme[fill]) }
            x = grid.write(shown(span.text), at: Point(x: x, y: y), style, clip: rect)
        }
    }

    /// The text as the terminal can show it: without UTF-8, signs that have a spelling in ASCII get it.
    private func shown(_ text: String) -> String {
        guard glyphs == .ascii, text.utf8.contains(where: { $0 >= 0x80 }) else { return text }
        return String(text.flatMap { $0.isASCII ? [$0] : Array(Glyphs.spelling[$0] ?? "?") })
    }

    mutating func write(_ text: String, _ role: Role, row: Int, of area: Rect, from column: Int = 0) {
        write(RichLine(text, role), row: row, of: area, from: column)
    }

    /// Writes text against the right edge of a row, on top of what is there.
    mutating func writeRight(_ text: String, _ role: Role, row: Int, of area: Rect) {
        let column = max(0, area.width - TextWidth.columns(text))
        write(text, role, row: row, of: area, from: column)
    }

    /// Shows at the right edge that there is more above or below.
    mutating func scrollMark(rows: Int, start: Int, in area: Rect) {
        guard rows > area.height, area.height > 1, area.width > 4 else { return }
        let size = max(1, area.height * area.height / rows)
        let place = (area.height - size) * start / max(1, rows - area.height)
        for row in place..<(place + size) {
            grid.restyle(Rect(x: area.right - 1, y: area.y + row, width: 1, height: 1)) {
                $0.attributes.insert(.reverse)
            }
        }
    }
}

extension Style {
    /// This style on the background of another.
    func over(_ below: Style) -> Style {
        Style(
            foreground: foreground == .standard ? below.foreground : foreground,
            background: background == .standard ? below.background : background,
            attributes.union(below.attributes))
    }
}
