/// The pane that looks into images: which layers it shows, which are unfolded, and the file that is open.
public struct LayersPane: Equatable, Sendable {
    /// A row of the pane, and what is under the selection.
    public enum Row: Equatable, Sendable {
        case layer(Int)
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

    /// A layer of more changes begins with its folders folded.
    static let unfoldedLimit = 40

    public internal(set) var state = LayersState.unknown
    /// Layers whose changes are shown.
    public internal(set) var openLayers: Set<Int> = []
    /// Folders that are not as their layer began: a layer's position, and the node's in it.
    var turnedFolders: Set<[Int]> = []
    /// The image that another one is to be compared with.
    public internal(set) var marked: ImageRow?
    public internal(set) var filePath = ""
    public internal(set) var file = LayerFileState.loading
    var run: RunID?
    var fileRun: RunID?

    public var rows: [Row] {
        switch state {
        case .known(let image):
            image.layers.indices.flatMap { index in [.layer(index)] + (openLayers.contains(index) ? below(index) : []) }
        case .compared(let comparison):
            comparison.pairs.indices.map { .pair($0) } + [.filesTitle]
                + comparison.changes.indices.map { .change($0) }
        case .unknown, .loading, .failed: []
        }
    }

    private func below(_ layer: Int) -> [Row] {
        guard let summary = summary(layer) else { return [] }
        let nodes = summary.tree.shown { isFolded($0, in: layer) }
        return nodes.map { .node(layer: layer, $0) } + (summary.omittedChanges > 0 ? [.omitted(layer)] : [])
    }

    public func summary(_ layer: Int) -> LayerSummary? {
        guard case .known(let image) = state, image.layers.indices.contains(layer) else { return nil }
        return image.layers[layer]
    }

    public func isFolded(_ node: Int, in layer: Int) -> Bool {
        let isLarge = (summary(layer)?.tree.nodes.count ?? 0) > Self.unfoldedLimit
        return isLarge != turnedFolders.contains([layer, node])
    }

    mutating func show(_ state: LayersState) {
        self.state = state
        openLayers = []
        turnedFolders = []
    }

    /// Unfolds or folds what is under a row; whether there is something to fold.
    mutating func turn(_ row: Row) -> Bool {
        switch row {
        case .layer(let layer):
            if openLayers.remove(layer) == nil { openLayers.insert(layer) }
        case .node(let layer, let node):
            guard summary(layer)?.tree.nodes[node].isFolder == true else { return false }
            if turnedFolders.remove([layer, node]) == nil { turnedFolders.insert([layer, node]) }
        case .omitted, .pair, .filesTitle, .change: return false
        }
        return true
    }

    /// Whether what is under a row is shown; nil where there is nothing to unfold.
    func isUnfolded(_ row: Row) -> Bool? {
        switch row {
        case .layer(let layer): openLayers.contains(layer)
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
            return rows[..<index].lastIndex { row in
                switch row {
                case .node(let other, let above):
                    other == layer && (summary(layer)?.tree.nodes[above].depth ?? 0) < depth
                case .layer(let other): other == layer
                default: false
                }
            }
        case .omitted(let layer): return rows[..<index].lastIndex(of: .layer(layer))
        case .layer, .pair, .filesTitle, .change: return nil
        }
    }
}
