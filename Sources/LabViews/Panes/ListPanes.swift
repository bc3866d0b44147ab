import BuildPlan
import LabModel
import TerminalUI

extension Canvas {
    mutating func imagesPane(_ model: LabModel, in area: Rect) {
        let isFocused = model.layout.focus == .images
        let body = frame(.images, title: PaneWords.title(.images), in: area, isFocused: isFocused)
        switch model.images {
        case .unknown, .loading: page(words(PaneWords.loading, body), of: .images, in: body, offset: 0)
        case .failed(let reason): page(words(reason, body), of: .images, in: body, offset: 0)
        case .known(let rows) where rows.isEmpty:
            page(words(PaneWords.noImages, body), of: .images, in: body, offset: 0)
        case .known(let rows):
            let selection = isFocused ? model.selected[.images] ?? 0 : -1
            let lines = ImageLines(glyphs: glyphs, width: body.width)
            list(count: rows.count, of: .images, in: body, offset: model.offsets[.images] ?? 0) { index in
                lines.line(
                    rows[index], isSelected: index == selection, isMarked: rows[index] == model.layersPane.marked)
            }
        }
    }

    func words(_ text: String, _ area: Rect) -> [RichLine] {
        Wrapping.lines([Span(text, .dim)], width: area.width)
    }

    /// The rows of a list, each an entry of its own; only those that can be seen are made.
    mutating func list(count: Int, of pane: Pane, in area: Rect, offset: Int, line: (Int) -> RichLine) {
        map.listRows[pane] = Array(0..<count)
        map.extents[pane] = ScreenMap.Extent(rows: count, visible: area.height)
        let start = min(max(0, offset), max(0, count - area.height))
        for row in 0..<max(0, min(area.height, count - start)) {
            write(line(start + row), row: row, of: area)
            map.add(.row(pane, start + row), at: Rect(x: area.x, y: area.y + row, width: area.width, height: 1))
        }
        scrollMark(rows: count, start: start, in: area)
    }
}

/// An image as a row: its names, its ID, its size.
private struct ImageLines {
    let glyphs: Glyphs
    let width: Int

    func line(_ image: ImageRow, isSelected: Bool, isMarked: Bool) -> RichLine {
        let name = image.names.isEmpty ? "<none>" : image.names.joined(separator: ", ")
        let detail = "  \(image.shortID)  \(Quantity.bytes(image.size))"
        let note =
            (isMarked ? "  " + PaneWords.marked : "") + (image.standsInFor.map { "  " + PaneWords.standIn($0) } ?? "")
        let room = max(8, width - TextWidth.columns(detail + note) - 3)
        let shown = TextWidth.fitting(name, room, ellipsis: glyphs.ellipsis)
        let gap = String(repeating: " ", count: max(0, min(room, 34) - TextWidth.columns(shown)))
        return RichLine(
            [
                Span(isSelected ? glyphs.selected + " " : "  ", .strong), Span(shown, .strong), Span(gap),
                Span(detail, .dim), Span(note, .attention),
            ], fill: isSelected ? .cursorLine : nil)
    }
}
