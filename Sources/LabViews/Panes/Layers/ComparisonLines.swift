import BuildPlan
internal import ImageFormat
import LabModel
import TerminalUI

/// Two images in two columns, and under them the files that they do not share.
struct ComparisonLines {
    let both: ImageComparison
    let glyphs: Glyphs
    let width: Int

    init(_ both: ImageComparison, glyphs: Glyphs, width: Int) {
        self.both = both
        self.glyphs = glyphs
        self.width = width
    }

    /// Selection, left column, sign, right column.
    private var column: Int { max(8, (width - 6) / 2) }

    var head: RichLine {
        RichLine([
            Span("  " + padded(PaneWords.compared(both.left)), .strong), Span("   "),
            Span(PaneWords.compared(both.right), .strong),
        ])
    }

    func line(_ row: LayersPane.Row, isSelected: Bool) -> RichLine {
        let mark = isSelected ? glyphs.selected + " " : "  "
        let fill: Role? = isSelected ? .selectedRow : nil
        switch row {
        case .pair(let index):
            let pair = both.pairs[index]
            let sign = pair.isSame ? "=" : pair.left == nil ? "+" : pair.right == nil ? "-" : "~"
            let left = pair.left.map { text(both.left.layers[$0]) } ?? ""
            let right = pair.right.map { text(both.right.layers[$0]) } ?? ""
            return RichLine(
                [
                    Span(mark, .strong), Span(padded(left), pair.isSame ? .dim : .removed),
                    Span(" \(sign) ", pair.isSame ? .dim : .attention),
                    Span(fitting(right), pair.isSame ? .dim : .added),
                ], fill: fill)
        case .filesTitle: return RichLine([Span(mark + PaneWords.differences(both), .strong)], fill: fill)
        case .change(let index):
            let change = both.changes[index]
            let (sign, role) = LayerWords.sign(change.kind)
            let size = LayerWords.column(Quantity.bytes(change.bytes))
            return RichLine([Span(mark + size + "  ", .dim), Span("\(sign) \(change.path)", role)], fill: fill)
        case .layer, .base, .node, .omitted: return RichLine()
        }
    }

    private func text(_ layer: LayerSummary) -> String {
        let size = layer.diffID == nil ? "–" : Quantity.bytes(layer.bytes)
        return LayerWords.column(size) + " " + LayerWords.instruction(layer.createdBy)
    }

    private func fitting(_ text: String) -> String { TextWidth.fitting(text, column, ellipsis: glyphs.ellipsis) }

    private func padded(_ text: String) -> String {
        let shown = fitting(text)
        return shown + String(repeating: " ", count: max(0, column - TextWidth.columns(shown)))
    }
}
