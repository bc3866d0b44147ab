import BuildPlan
import LabModel
import TerminalUI

extension Canvas {
    mutating func layersPane(_ model: LabModel, in area: Rect) {
        let isFocused = model.layout.focus == .layers
        var title = PaneWords.title(.layers)
        if case .known(let layers) = model.layersPane.state { title += " of " + BuildWords.shortTag(layers.image) }
        let body = frame(.layers, title: title, in: area, isFocused: isFocused)
        let selection = isFocused ? model.selected[.layers] ?? 0 : -1
        let offset = model.offsets[.layers] ?? 0
        let rows = model.layersPane.rows
        switch model.layersPane.state {
        case .unknown: page(words(PaneWords.noLayers, body), of: .layers, in: body, offset: 0)
        case .loading: page(words(PaneWords.loading, body), of: .layers, in: body, offset: 0)
        case .failed(let image, let reason): page(words("\(image): \(reason)", body), of: .layers, in: body, offset: 0)
        case .known(let image):
            let (top, rest) = body.split(top: 1)
            write(PaneWords.layersSummary(image), .strong, row: 0, of: top)
            let lines = LayerLines(model.layersPane, image, glyphs: glyphs, width: rest.width)
            list(count: rows.count, of: .layers, in: rest, offset: offset) {
                lines.line(rows[$0], isSelected: $0 == selection)
            }
        case .compared(let both):
            let (top, rest) = body.split(top: 1)
            let lines = ComparisonLines(both, glyphs: glyphs, width: rest.width)
            write(lines.head, row: 0, of: top)
            list(count: rows.count, of: .layers, in: rest, offset: offset) {
                lines.line(rows[$0], isSelected: $0 == selection)
            }
        }
    }
}

/// A layer's instruction with its size, and under it the tree of its changes.
private struct LayerLines {
    let pane: LayersPane
    let image: ImageLayers
    let glyphs: Glyphs
    let width: Int

    init(_ pane: LayersPane, _ image: ImageLayers, glyphs: Glyphs, width: Int) {
        self.pane = pane
        self.image = image
        self.glyphs = glyphs
        self.width = width
    }

    func line(_ row: LayersPane.Row, isSelected: Bool) -> RichLine {
        switch row {
        case .layer(let layer): head(layer, isSelected)
        case .node(let layer, let node): entry(layer, node, isSelected)
        case .omitted(let layer):
            RichLine(
                [Span("    " + PaneWords.omittedFiles(image.layers[layer].omittedChanges), .dim)],
                fill: isSelected ? .cursorLine : nil)
        case .pair, .filesTitle, .change: RichLine()
        }
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
        let text = TextWidth.fitting(LayerWords.instruction(layer.createdBy), room, ellipsis: glyphs.ellipsis)
        return RichLine(
            [
                Span(left, hasLayer ? .number : .dim), Span(" " + text, hasLayer ? .strong : .dim),
                Span(changes, .dim),
            ], fill: isSelected ? .cursorLine : nil)
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
        return RichLine(
            [Span(left, .dim), Span("\(sign) ", role), Span(tree, .dim), Span(node.name, role)],
            fill: isSelected ? .cursorLine : nil)
    }
}

/// Two images in two columns, and under them the files that they do not share.
private struct ComparisonLines {
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
        let fill: Role? = isSelected ? .cursorLine : nil
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
        case .layer, .node, .omitted: return RichLine()
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

private enum LayerWords {
    static func sign(_ kind: LayerChange.Kind?) -> (sign: String, role: Role) {
        switch kind {
        case .added: ("+", .added)
        case .changed: ("~", .attention)
        case .removed: ("-", .removed)
        case nil: (" ", .text)
        }
    }

    /// A size, to the right in its column.
    static func column(_ size: String) -> String {
        String(repeating: " ", count: max(0, 9 - TextWidth.columns(size))) + size
    }

    /// A history entry as the instruction that a learner wrote: without the shell and BuildKit's remark.
    static func instruction(_ createdBy: String) -> String {
        var text = createdBy
        if text.hasSuffix(" # buildkit") { text.removeLast(" # buildkit".count) }
        if text.hasPrefix("RUN /bin/sh -c ") { text = "RUN " + text.dropFirst("RUN /bin/sh -c ".count) }
        if text.hasPrefix("/bin/sh -c #(nop) ") { text = String(text.dropFirst("/bin/sh -c #(nop) ".count)) }
        return text.isEmpty ? "(not said)" : text
    }
}
