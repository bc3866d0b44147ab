public import ImageFormat
internal import TextEditing

/// Two images beside each other: which layers they share, and which files are not the same in them.
public struct ImageComparison: Equatable, Sendable {
    /// A row of both lists of layers: positions in them, nil where that image has nothing beside the other.
    public struct Pair: Equatable, Sendable {
        public var left: Int?
        public var right: Int?
        /// Whether both are the same layer, or the same instruction without one.
        public var isSame: Bool
    }

    public var left: ImageLayers
    public var right: ImageLayers
    public let pairs: [Pair]
    /// What became of the left image's files in the right one.
    public var changes: [LayerChange]
    /// Changes that were not kept, because there are too many to show.
    public var omittedChanges: Int

    public init(left: ImageLayers, right: ImageLayers, changes: [LayerChange], omittedChanges: Int = 0) {
        self.left = left
        self.right = right
        self.changes = changes
        self.omittedChanges = omittedChanges
        pairs = Self.pairs(left.layers, right.layers)
    }

    /// Shared layers on one row; between them, what only one has, as far as it goes beside what only the other has.
    private static func pairs(_ left: [LayerSummary], _ right: [LayerSummary]) -> [Pair] {
        var pairs: [Pair] = []
        var lefts: [Int] = []
        var rights: [Int] = []
        func flush() {
            for row in 0..<max(lefts.count, rights.count) {
                pairs.append(
                    Pair(
                        left: row < lefts.count ? lefts[row] : nil, right: row < rights.count ? rights[row] : nil,
                        isSame: false))
            }
            lefts = []
            rights = []
        }
        let diff = LineDiff(left.map { [$0.createdBy, $0.diffID] }, right.map { [$0.createdBy, $0.diffID] })
        for change in diff.changes {
            switch change {
            case .removed(let old): lefts.append(old)
            case .added(let new): rights.append(new)
            case .same(let old, let new):
                flush()
                pairs.append(Pair(left: old, right: new, isSame: true))
            }
        }
        flush()
        return pairs
    }
}
