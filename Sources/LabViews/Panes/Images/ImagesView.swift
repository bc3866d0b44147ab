import BuildPlan
import LabModel
import TerminalUI

struct ImagesView: PaneView {
    private let frame: PaneFrame
    private let content: any ScreenPart

    init(_ model: LabModel, in area: Rect, _ glyphs: Glyphs) {
        let pane = model.panes.images
        frame = PaneFrame(.images, model, in: area)
        let body = frame.body
        switch pane.listing.state {
        case .unknown, .loading: content = PageView(PaneWords.loading, of: .images, in: body)
        case .failed(let reason): content = PageView(reason, of: .images, in: body)
        case .known(let rows) where rows.isEmpty: content = PageView(PaneWords.noImages, of: .images, in: body)
        case .known(let rows):
            let selection = model.layout.focus == .images ? pane.list.selected : -1
            let lines = ImageLines(glyphs: glyphs, width: body.width)
            content = ListView(
                count: rows.count, of: .images, in: body, offset: pane.list.scroll.offset ?? 0
            ) { index in
                lines.line(rows[index], isSelected: index == selection, isMarked: rows[index] == pane.marked)
            }
        }
    }

    func place(in layout: inout ScreenLayout) {
        frame.place(in: &layout)
        content.place(in: &layout)
    }

    func draw(on canvas: inout Canvas) {
        frame.draw(on: &canvas)
        content.draw(on: &canvas)
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
