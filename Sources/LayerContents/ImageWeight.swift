internal import ImageFormat
public import ImageStore

/// A visible file of an image, with the index of its layer, counted from the lowest.
public struct WeighedFile: Equatable, Sendable {
    /// Absolute inside the image.
    public var path: String
    public var bytes: Int64
    public var layer: Int

    public init(path: String, bytes: Int64, layer: Int) {
        self.path = path
        self.bytes = bytes
        self.layer = layer
    }
}

/// A hidden version of a file: it is in the image, but a later layer replaces or removes it.
public struct HiddenFile: Equatable, Sendable {
    /// Absolute inside the image.
    public var path: String
    public var bytes: Int64
    /// The index of the layer that contains it, counted from the lowest.
    public var layer: Int
    /// The index of the layer that hides it, counted from the lowest.
    public var by: Int

    public init(path: String, bytes: Int64, layer: Int, by: Int) {
        self.path = path
        self.bytes = bytes
        self.layer = layer
        self.by = by
    }
}

/// How each instruction contributes to the size of an image: the bytes that it added, and those that it only hides.
public struct ImageWeight: Equatable, Sendable {
    /// An instruction that made a layer.
    public struct Row: Equatable, Sendable {
        /// The history entry.
        public var createdBy: String
        /// The index of the entry in the image's history; nil for a layer without an entry.
        public var entry: Int?
        /// The bytes of the layer's files: the image would be smaller by as many without the layer.
        public var bytes: Int64
        /// The part of `bytes` that later layers hide.
        public var wasted: Int64
        /// The bytes of lower layers' files that this layer hides.
        public var hides: Int64
    }

    /// The lowest first.
    public private(set) var rows: [Row]
    /// The largest first.
    public let files: [WeighedFile]
    public let hidden: [HiddenFile]

    public var bytes: Int64 { rows.reduce(0) { $0 + $1.bytes } }
    public var wasted: Int64 { rows.reduce(0) { $0 + $1.wasted } }

    /// Weighs an image of the store, layer by layer; nothing is built or unpacked.
    public init(of image: StoredImage, in store: Store) throws(StoreError) {
        var walk = LayerWalk(keepsChanges: false, weighs: true)
        _ = try ImageLayers(of: image, named: "", in: store, &walk)
        let entries = image.config.history.indices.filter { !image.config.history[$0].isEmptyLayer }
        rows = []
        let files = walk.weighed
        for place in 0..<image.config.diffIDs.count {
            let entry = entries.indices.contains(place) ? entries[place] : nil
            let words = entry.flatMap { image.config.history[$0].createdBy } ?? ""
            rows.append(Row(createdBy: words, entry: entry, bytes: 0, wasted: 0, hides: 0))
        }
        for file in files where rows.indices.contains(file.layer) { rows[file.layer].bytes += file.bytes }
        for file in walk.hidden where rows.indices.contains(file.layer) && rows.indices.contains(file.by) {
            rows[file.layer].bytes += file.bytes
            rows[file.layer].wasted += file.bytes
            rows[file.by].hides += file.bytes
        }
        self.files = files.sorted { ($1.bytes, $0.path) < ($0.bytes, $1.path) }
        hidden = walk.hidden.sorted { ($1.bytes, $0.path) < ($0.bytes, $1.path) }
    }

    /// The visible files at a path or below it.
    public func files(at path: String) -> [WeighedFile] { files.filter { Self.lies($0.path, at: path) } }

    /// The hidden files at a path or below it.
    public func hidden(at path: String) -> [HiddenFile] { hidden.filter { Self.lies($0.path, at: path) } }

    private static func lies(_ path: String, at place: String) -> Bool {
        path == place || path.hasPrefix(place.hasSuffix("/") ? place : place + "/")
    }
}
