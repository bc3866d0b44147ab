/// The extent of a prune.
public struct PruneScope: Equatable, Sendable {
    /// Which images go.
    public enum Images: Sendable {
        case none
        /// Those without a name.
        case dangling
        /// Those that no container uses.
        case unused
    }

    /// Which cache records go.
    public enum Cache: Sendable {
        case none
        /// Records that keep a layer that no image has.
        case unused
        case all
    }

    /// Which images are removed.
    public var images: Images
    /// Which cache records are removed.
    public var cache: Cache
    /// Seconds since 1970: cache records that were made or used since then stay. Nil where their age does not count.
    public var unusedSince: Int64?

    public init(images: Images, cache: Cache, unusedSince: Int64? = nil) {
        self.images = images
        self.cache = cache
        self.unusedSince = unusedSince
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
    /// One kind of thing in the store: how many there are, and what they take.
    public struct Share: Equatable, Sendable {
        /// How many there are.
        public var count = 0
        /// How many of them are in use.
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
