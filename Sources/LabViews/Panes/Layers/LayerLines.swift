import BuildPlan
internal import ImageFormat
import LabModel
import TerminalUI

/// A layer's instruction with its size, and under it the tree of its changes.
struct LayerLines {
    let pane: LayersPane
    let image: ImageLayers
    let window: SideWindow
    let width: Int

    init(_ pane: LayersPane, _ image: ImageLayers, _ window: SideWindow, width: Int) {
        self.pane = pane
        self.image = image
        self.window = window
        self.width = width
    }

    private var glyphs: Glyphs { window.glyphs }

    func line(_ row: LayersPane.Row, isSelected: Bool) -> RichLine {
        switch row {
        case .layer(let layer): head(layer, isSelected)
        case .base(let base): baseLine(base, isSelected)
        case .node(let layer, let node): entry(layer, node, isSelected)
        case .omitted(let layer):
            RichLine(
                [
                    Span(isSelected ? glyphs.selected : " ", .strong),
                    Span("   " + PaneWords.omittedFiles(image.layers[layer].omittedChanges), .dim),
                ],
                fill: isSelected ? .selectedRow : nil)
        case .pair, .filesTitle, .change: RichLine()
        }
    }

    private func baseLine(_ base: ImageLayers.Base, _ isSelected: Bool) -> RichLine {
        let bytes = image.layers.prefix(base.rows).reduce(0) { $0 + $1.bytes }
        let fold = pane.showsBase ? glyphs.open : glyphs.folded
        let left = "\(isSelected ? glyphs.selected : " ")\(fold) " + LayerWords.column(Quantity.bytes(bytes)) + "  "
        let words = PaneWords.base(base.name, layers: image.layers.prefix(base.rows).count { $0.diffID != nil })
        return window.row(
            [Span(left, .number)], [Span(words, .strong)], width: width, fill: isSelected ? .selectedRow : nil)
    }

    private func head(_ index: Int, _ isSelected: Bool) -> RichLine {
        let layer = image.layers[index]
        let hasLayer = layer.diffID != nil
        let fold =
            layer.tree.nodes.isEmpty ? " " : (pane.openLayers.contains(index) ? glyphs.open : glyphs.folded)
        let size = hasLayer ? Quantity.bytes(layer.bytes) : "no layer"
        let changes = width > 70 ? "  " + PaneWords.changes(layer) : ""
        let left = "\(isSelected ? glyphs.selected : " ")\(fold) " + LayerWords.column(size) + " "
        let room = max(6, width - TextWidth.columns(left + changes) - 2)
        let text = window.cell(LayerWords.instruction(layer.createdBy), room)
        return RichLine(
            [
                Span(left, hasLayer ? .number : .dim), Span(" " + text.text, hasLayer ? .strong : .dim),
                Span(changes, .dim),
            ], fill: isSelected ? .selectedRow : nil, hidden: text.hidden)
    }

    private func entry(_ layer: Int, _ index: Int, _ isSelected: Bool) -> RichLine {
        let node = image.layers[layer].tree.nodes[index]
        let fold =
            node.isFolder && node.kind != .removed
            ? (pane.isFolded(index, in: layer) ? glyphs.folded : glyphs.open) : " "
        let size = node.bytes > 0 ? Quantity.bytes(node.bytes) : ""
        let left = "\(isSelected ? glyphs.selected : " ")  " + LayerWords.column(size) + "  "
        let (sign, role) = LayerWords.sign(node.kind)
        let tree = String(repeating: "  ", count: node.depth) + fold + " "
        return window.row(
            [Span(left, .dim), Span("\(sign) ", role)], [Span(tree, .dim), Span(node.name, role)], width: width,
            fill: isSelected ? .selectedRow : nil)
    }
}
