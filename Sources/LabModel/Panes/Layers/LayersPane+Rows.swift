public import ImageFormat

extension LayersPane {
    /// A row of the pane, and what is under the selection.
    public enum Row: Equatable, Sendable {
        case layer(Int)
        /// All layers of the base image, folded away from the learner's own.
        case base(ImageLayers.Base)
        /// A change of a layer: its position in the layer's tree.
        case node(layer: Int, Int)
        /// So many changes of a layer are not kept.
        case omitted(Int)
        /// A row of two images beside each other.
        case pair(Int)
        /// A line between the layers of two images and their files.
        case filesTitle
        /// A file that two images do not share.
        case change(Int)
    }

    public var rows: [Row] {
        switch content.value {
        case .layers(let image)?:
            (image.base.map { [.base($0)] } ?? [])
                + image.layers.indices.dropFirst(showsBase ? 0 : image.base?.rows ?? 0).flatMap { index in
                    [.layer(index)] + (openLayers.contains(index) ? below(index) : [])
                }
        case .comparison(let comparison)?:
            comparison.pairs.indices.map { .pair($0) } + [.filesTitle]
                + order(of: comparison).map { .change($0) }
        case nil: []
        }
    }

    private func below(_ layer: Int) -> [Row] {
        guard let summary = summary(layer) else { return [] }
        let nodes = summary.tree.shown(bySize: sortsBySize) { isFolded($0, in: layer) }
        return nodes.map { .node(layer: layer, $0) } + (summary.omittedChanges > 0 ? [.omitted(layer)] : [])
    }

    /// The changes of two images in the order in which they are shown.
    private func order(of comparison: ImageComparison) -> [Int] {
        let changes = comparison.changes
        guard sortsBySize else { return Array(changes.indices) }
        return changes.indices.sorted { (changes[$1].bytes, $0) < (changes[$0].bytes, $1) }
    }

    /// What is known of a layer; nil while no image is shown, and for a number that no layer has.
    public func summary(_ layer: Int) -> LayerSummary? {
        guard case .layers(let image)? = content.value, image.layers.indices.contains(layer) else { return nil }
        return image.layers[layer]
    }

    /// Whether what is under a row is shown; nil where there is nothing to unfold.
    func isUnfolded(_ row: Row) -> Bool? {
        switch row {
        case .layer(let layer): openLayers.contains(layer)
        case .base: showsBase
        case .node(let layer, let node):
            summary(layer)?.tree.nodes[node].isFolder == true ? !isFolded(node, in: layer) : nil
        case .omitted, .pair, .filesTitle, .change: nil
        }
    }

    /// The position of the row that a row lies under.
    func parent(of index: Int, in rows: [Row]) -> Int? {
        switch rows[index] {
        case .node(let layer, let node):
            let depth = summary(layer)?.tree.nodes[node].depth ?? 0
            return rows[..<index].lastIndex { isFolder($0, above: depth, in: layer) }
        case .omitted(let layer): return rows[..<index].lastIndex(of: .layer(layer))
        case .layer, .base, .pair, .filesTitle, .change: return nil
        }
    }

    private func isFolder(_ row: Row, above depth: Int, in layer: Int) -> Bool {
        switch row {
        case .node(let other, let node): other == layer && (summary(layer)?.tree.nodes[node].depth ?? 0) < depth
        case .layer(let other): other == layer
        case .base, .omitted, .pair, .filesTitle, .change: false
        }
    }
}
