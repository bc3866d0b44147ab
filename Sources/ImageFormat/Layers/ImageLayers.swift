/// An image's layers, lowest first: what each one added, changed and removed.
public struct ImageLayers: Equatable, Sendable {
    public var image: String
    public var layers: [LayerSummary]
    /// The files that waste most bytes, the largest first.
    public var waste: [Waste]
    /// The image that this one is based on; nil where the store does not have it.
    public var base: Base?

    public init(image: String, layers: [LayerSummary], waste: [Waste] = [], base: Base? = nil) {
        self.image = image
        self.layers = layers
        self.waste = waste
        self.base = base
    }

    /// An image whose layers are the first ones of another.
    public struct Base: Equatable, Sendable {
        public var name: String
        /// How many of the rows are its own.
        public var rows: Int

        public init(name: String, rows: Int) {
            self.name = name
            self.rows = rows
        }
    }

    /// A file that later layers replace or remove.
    public struct Waste: Equatable, Sendable {
        /// Absolute inside the image.
        public var path: String
        /// The bytes of all versions that are hidden.
        public var bytes: Int64
        /// The number of hidden versions.
        public var versions: Int

        public init(path: String, bytes: Int64, versions: Int) {
            self.path = path
            self.bytes = bytes
            self.versions = versions
        }
    }

    /// Bytes of files that a later layer replaces or removes: they are in the image and nobody can see them.
    public var wastedBytes: Int64 { layers.reduce(0) { $0 + $1.hiddenBytes } }
    public var bytes: Int64 { layers.reduce(0) { $0 + $1.bytes } }
    /// The part of the image's bytes that can be seen, from 0 to 1; 1 for an empty image.
    public var efficiency: Double { bytes > 0 ? Double(bytes - min(wastedBytes, bytes)) / Double(bytes) : 1 }
}

/// One layer, or an instruction that made none.
public struct LayerSummary: Equatable, Sendable {
    /// The history entry: `COPY app.py . # buildkit`.
    public var createdBy: String
    /// Nil for an instruction that only changed the config.
    public var diffID: String?
    public var bytes: Int64
    /// Bytes of lower layers' files that this layer replaces or removes.
    public var hiddenBytes: Int64
    public let tree: LayerTree
    /// Changes that were not kept, because there are too many to show.
    public var omittedChanges: Int

    /// - Parameter changes: in the order of a walk: a folder's own beside each other.
    public init(
        createdBy: String, diffID: String?, bytes: Int64 = 0, hiddenBytes: Int64 = 0, changes: [LayerChange] = [],
        omittedChanges: Int = 0
    ) {
        self.createdBy = createdBy
        self.diffID = diffID
        self.bytes = bytes
        self.hiddenBytes = hiddenBytes
        tree = LayerTree(changes)
        self.omittedChanges = omittedChanges
    }
}

/// A layer's change of one path.
public struct LayerChange: Equatable, Sendable {
    /// What the layer does with the path.
    public enum Kind: Equatable, Sendable {
        case added, changed, removed
    }

    public var kind: Kind
    /// Absolute inside the image; a folder's ends with a slash.
    public var path: String
    /// The bytes of the file. For a removed file or folder, the bytes that the removal hides.
    public var bytes: Int64

    public init(kind: Kind, path: String, bytes: Int64) {
        self.kind = kind
        self.path = path
        self.bytes = bytes
    }
}
