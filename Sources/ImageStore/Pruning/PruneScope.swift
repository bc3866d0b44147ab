/// The extent of a prune.
public struct PruneScope: Equatable, Sendable {
    public enum Images: Sendable {
        case none
        /// Those without a name.
        case dangling
        /// Those that no container uses.
        case unused
    }

    public enum Cache: Sendable {
        case none
        /// Records that keep a layer that no image has.
        case unused
        case all
    }

    public var images: Images
    public var cache: Cache

    public init(images: Images, cache: Cache) {
        self.images = images
        self.cache = cache
    }
}

/// The result of a prune.
public struct PruneReport: Equatable, Sendable {
    public var images: [StoredImage] = []
    /// Images that could not be read any more.
    public var damaged: [DamagedImage] = []
    /// Count of cache records and of layers.
    public var records = 0
    public var layers: [LayerID] = []
    /// Bytes of the files that are gone, as the disk counts them.
    public var bytes: Int64 = 0

    public init() {}
}

/// How the store's space is spent, in bytes of the layers' regular files.
public struct DiskUsage: Equatable, Sendable {
    public struct Share: Equatable, Sendable {
        public var count = 0
        public var active = 0
        public var bytes: Int64 = 0
        /// Of `bytes`, what a prune of all that is not in use would free.
        public var reclaimable: Int64 = 0

        public init() {}
    }

    public var images = Share()
    /// Layers that only cache records keep.
    public var cache = Share()

    public init() {}
}
