import BuildPlan
internal import ImageFormat
import LabModel
import TerminalUI

/// Two images in two columns, and under them the files that they do not share.
struct ComparisonLines {
    let both: ImageComparison
    let window: SideWindow
    let width: Int

    init(_ both: ImageComparison, _ window: SideWindow, width: Int) {
        self.both = both
        self.window = window
        self.width = width
    }

    /// Selection, left column, sign, right column.
    private var column: Int { max(8, (width - 6) / 2) }

    var head: RichLine {
        RichLine([
            Span("  " + padded(fitting(PaneWords.compared(both.left))), .strong), Span("   "),
            Span(fitting(PaneWords.compared(both.right)), .strong),
        ])
    }

    func line(_ row: LayersPane.Row, isSelected: Bool) -> RichLine {
        let mark = isSelected ? window.glyphs.selected + " " : "  "
        let fill: Role? = isSelected ? .selectedRow : nil
        switch row {
        case .pair(let index):
            let pair = both.pairs[index]
            let sign = pair.isSame ? "=" : pair.left == nil ? "+" : pair.right == nil ? "-" : "~"
            let left = cell(pair.left.map { both.left.layers[$0] })
            let right = cell(pair.right.map { both.right.layers[$0] })
            return RichLine(
                [
                    Span(mark, .strong), Span(padded(left.text), pair.isSame ? .dim : .removed),
                    Span(" \(sign) ", pair.isSame ? .dim : .attention),
                    Span(right.text, pair.isSame ? .dim : .added),
                ], fill: fill, hidden: max(left.hidden, right.hidden))
        case .filesTitle:
            return window.row(
                [Span(mark, .strong)], [Span(PaneWords.differences(both), .strong)], width: width, fill: fill)
        case .change(let index):
            let change = both.changes[index]
            let (sign, role) = LayerWords.sign(change.kind)
            let size = LayerWords.column(Quantity.bytes(change.bytes))
            return window.row(
                [Span(mark + size + "  ", .dim), Span("\(sign) ", role)], [Span(change.path, role)], width: width,
                fill: fill)
        case .layer, .base, .node, .omitted: return RichLine()
        }
    }

    /// A layer in its column: the size stays in sight.
    private func cell(_ layer: LayerSummary?) -> (text: String, hidden: Int) {
        guard let layer else { return ("", 0) }
        let size = LayerWords.column(layer.diffID == nil ? "–" : Quantity.bytes(layer.bytes)) + " "
        let instruction = window.cell(
            LayerWords.instruction(layer.createdBy), max(0, column - TextWidth.columns(size)))
        return (fitting(size + instruction.text), instruction.hidden)
    }

    private func fitting(_ text: String) -> String {
        TextWidth.fitting(text, column, ellipsis: window.glyphs.ellipsis)
    }

    private func padded(_ text: String) -> String {
        text + String(repeating: " ", count: max(0, column - TextWidth.columns(text)))
    }
}
