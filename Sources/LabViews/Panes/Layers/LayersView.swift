import BuildPlan
internal import ImageFormat
import LabModel
import TerminalUI

struct LayersView: PaneView {
    private let frame: PaneFrame
    /// A line above the list, and its area.
    private var head: (line: RichLine, area: Rect)?
    private let content: any ScreenPart

    init(_ model: LabModel, in area: Rect, _ glyphs: Glyphs) {
        let pane = model.panes.layers
        var title = Pane.layers.title
        if case .layers(let layers)? = pane.content.value { title += " of " + BuildWords.shortTag(layers.image) }
        frame = PaneFrame(.layers, model, title: title, in: area)
        let (top, rest) = frame.body.split(top: 1)
        let selection = model.layout.focus == .layers ? pane.list.selected : -1
        let rows = pane.rows
        let window = SideWindow(column: pane.side.column, glyphs: glyphs)
        func list(_ line: (LayersPane.Row, Bool) -> RichLine) -> ListView {
            ListView(count: rows.count, of: .layers, in: rest, offset: pane.list.scroll.offset ?? 0) {
                line(rows[$0], $0 == selection)
            }
        }
        switch pane.content.state {
        case .unknown: content = PageView(PaneWords.noLayers, of: .layers, in: frame.body)
        case .loading: content = PageView(PaneWords.loading, of: .layers, in: frame.body)
        case .failed(let reason):
            content = PageView("\(pane.subject?.title ?? ""): \(reason)", of: .layers, in: frame.body)
        case .known(.layers(let image)):
            head = (RichLine(PaneWords.layersSummary(image), .strong), top)
            let lines = LayerLines(pane, image, window, width: rest.width)
            content = list { lines.line($0, isSelected: $1) }
        case .known(.comparison(let both)):
            let lines = ComparisonLines(both, window, width: rest.width)
            head = (lines.head, top)
            content = list { lines.line($0, isSelected: $1) }
        }
    }

    func place(in layout: inout ScreenLayout) {
        frame.place(in: &layout)
        content.place(in: &layout)
    }

    func draw(on canvas: inout Canvas) {
        frame.draw(on: &canvas)
        if let head { canvas.write(head.line, row: 0, of: head.area) }
        content.draw(on: &canvas)
    }
}
