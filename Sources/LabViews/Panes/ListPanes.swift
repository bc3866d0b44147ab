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
            let lines = rows.enumerated().map { imageLine($1, isSelected: $0 == selection, width: body.width) }
            list(lines.map { [$0] }, of: .images, in: body, offset: model.offsets[.images] ?? 0)
        }
    }

    private func words(_ text: String, _ area: Rect) -> [RichLine] {
        Wrapping.lines([Span(text, .dim)], width: area.width)
    }

    private func imageLine(_ image: ImageRow, isSelected: Bool, width: Int) -> RichLine {
        let name = image.names.isEmpty ? "<none>" : image.names.joined(separator: ", ")
        let detail = "  \(image.shortID)  \(Quantity.bytes(image.size))"
        let note = image.standsInFor.map { "  " + PaneWords.standIn($0) } ?? ""
        let room = max(8, width - TextWidth.columns(detail + note) - 3)
        let shown = TextWidth.fitting(name, room, ellipsis: glyphs.ellipsis)
        let gap = String(repeating: " ", count: max(0, min(room, 34) - TextWidth.columns(shown)))
        return RichLine(
            [
                Span(isSelected ? glyphs.selected + " " : "  ", .strong), Span(shown, .strong), Span(gap),
                Span(detail, .dim), Span(note, .attention),
            ], fill: isSelected ? .cursorLine : nil)
    }

    /// Rows in groups: a group is one entry of the list, its first row takes the click.
    mutating func list(_ groups: [[RichLine]], of pane: Pane, in area: Rect, offset: Int) {
        var starts: [Int] = []
        var count = 0
        for group in groups {
            starts.append(count)
            count += group.count
        }
        map.listRows[pane] = starts
        page(groups.flatMap { $0 }, of: pane, in: area, offset: offset)
        let start = min(max(0, offset), max(0, count - area.height))
        for (index, first) in starts.enumerated() where (start..<start + area.height).contains(first) {
            map.add(.row(pane, index), at: Rect(x: area.x, y: area.y + first - start, width: area.width, height: 1))
        }
    }

    mutating func layersPane(_ model: LabModel, in area: Rect) {
        let isFocused = model.layout.focus == .layers
        var title = PaneWords.title(.layers)
        if case .known(let layers) = model.layers {
            title += " of " + BuildWords.shortTag(layers.image)
        }
        let body = frame(.layers, title: title, in: area, isFocused: isFocused)
        switch model.layers {
        case .unknown: page(words(PaneWords.noLayers, body), of: .layers, in: body, offset: 0)
        case .loading: page(words(PaneWords.loading, body), of: .layers, in: body, offset: 0)
        case .failed(let image, let reason): page(words("\(image): \(reason)", body), of: .layers, in: body, offset: 0)
        case .known(let layers):
            let (top, rest) = body.split(top: 1)
            write(PaneWords.layersSummary(layers), .strong, row: 0, of: top)
            let selection = isFocused ? model.selected[.layers] ?? 0 : -1
            let groups = layers.layers.enumerated().map { index, layer in
                LayerRows(glyphs: glyphs, width: rest.width)
                    .rows(layer, isSelected: index == selection, isOpen: model.openLayers.contains(index))
            }
            list(groups, of: .layers, in: rest, offset: model.offsets[.layers] ?? 0)
        }
    }
}

/// A layer as rows: its instruction with its size, and under it its files.
private struct LayerRows {
    let glyphs: Glyphs
    let width: Int

    func rows(_ layer: LayerSummary, isSelected: Bool, isOpen: Bool) -> [RichLine] {
        [head(layer, isSelected, isOpen)] + (isOpen ? files(layer) : [])
    }

    private func head(_ layer: LayerSummary, _ isSelected: Bool, _ isOpen: Bool) -> RichLine {
        let hasLayer = layer.diffID != nil
        let fold = layer.changes.isEmpty ? " " : (isOpen ? glyphs.open : glyphs.folded)
        let size = hasLayer ? Quantity.bytes(layer.bytes) : "no layer"
        let changes = width > 70 ? "  " + PaneWords.changes(layer) : ""
        let left = "\(isSelected ? glyphs.selected : " ")\(fold) "
        let sizeColumn = String(repeating: " ", count: max(0, 9 - TextWidth.columns(size))) + size + " "
        let room = max(6, width - TextWidth.columns(left + sizeColumn + changes) - 1)
        let text = TextWidth.fitting(Self.instruction(layer.createdBy), room, ellipsis: glyphs.ellipsis)
        return RichLine(
            [
                Span(left, .strong), Span(sizeColumn, hasLayer ? .number : .dim),
                Span(" " + text, hasLayer ? .strong : .dim), Span(changes, .dim),
            ], fill: isSelected ? .cursorLine : nil)
    }

    private func files(_ layer: LayerSummary) -> [RichLine] {
        var rows = layer.changes.map { change in
            let (sign, role): (String, Role) =
                switch change.kind {
                case .added: ("+", .added)
                case .changed: ("~", .attention)
                case .removed: ("-", .removed)
                }
            let size = change.bytes > 0 ? Quantity.bytes(change.bytes) : ""
            let pad = String(repeating: " ", count: max(0, 11 - TextWidth.columns(size)))
            return RichLine([Span(pad + size + "   ", .dim), Span("\(sign) \(change.path)", role)])
        }
        if layer.omittedChanges > 0 { rows.append(RichLine(PaneWords.omittedFiles(layer.omittedChanges), .dim)) }
        return rows
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
