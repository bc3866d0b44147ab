import LabModel
import TerminalUI

extension Canvas {
    /// The title row of a pane; the rest of its area.
    mutating func frame(_ pane: Pane, title: String, detail: String = "", in area: Rect, isFocused: Bool) -> Rect {
        map.frames[pane] = area
        map.add(.pane(pane), at: area)
        let (top, rest) = area.split(top: 1)
        guard !top.isEmpty else { return rest }
        let role: Role = isFocused ? .focusedFrame : .frame
        let mark = isFocused ? glyphs.selected : glyphs.rule
        grid.write(
            String(repeating: glyphs.rule, count: top.width), at: Point(x: top.x, y: top.y), theme[role], clip: top)
        let words = TextWidth.fitting(title, max(0, top.width - 6), ellipsis: glyphs.ellipsis)
        write(" \(mark) \(words) ", role, row: 0, of: top, from: 1)
        let room = top.width - TextWidth.columns(words) - 8
        if !detail.isEmpty, TextWidth.columns(detail) <= room { writeRight(" \(detail) ", role, row: 0, of: top) }
        return rest
    }
}
