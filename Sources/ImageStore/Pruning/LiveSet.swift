internal import ImageFormat

/// The blobs and layers that images, pins and cache records still need.
struct LiveSet {
    private let store: Store
    private var lookup: LayerLookup
    var layers: Set<LayerID> = []
    var blobs: Set<Digest> = []
    var diffs: Set<Digest> = []

    init(store: Store) {
        self.store = store
        lookup = LayerLookup(store: store)
    }

    /// Marks an image: its documents, its layers and the blobs that they came from.
    mutating func mark(_ image: StoredImage) throws(StoreError) {
        blobs.formUnion([image.id, image.manifestDigest])
        try mark(diffs: image.config.diffIDs)
    }

    /// Marks the remaining parts of a damaged image, because building or pulling it again may repair it.
    mutating func mark(_ image: DamagedImage) throws(StoreError) {
        blobs.insert(image.listed.manifestDigest)
        if let bytes = try? store.document(image.listed.manifestDigest), let manifest = try? Manifest(parsing: bytes) {
            blobs.formUnion([manifest.config.digest] + manifest.layers.map(\.digest))
            // A layer that was made here is named by its diff ID.
            try mark(diffs: manifest.layers.map(\.digest))
        }
        guard let id = image.listed.id else { return }
        blobs.insert(id)
        if let bytes = try? store.document(id), let config = try? ImageConfig(parsing: bytes) {
            try mark(diffs: config.diffIDs)
        }
    }

    mutating func mark(_ layer: Layer) {
        layers.insert(layer.id)
        if let diff = layer.diff { diffs.insert(diff.id) }
        if let source = layer.source { blobs.insert(source.digest) }
    }

    mutating func mark(_ id: LayerID) {
        guard !layers.contains(id) else { return }
        if let layer = try? store.layer(id) { mark(layer) } else { layers.insert(id) }
    }

    private mutating func mark(diffs diffIDs: [Digest]) throws(StoreError) {
        for diffID in diffIDs where diffs.insert(diffID).inserted {
            if let layer = try lookup.layer(diffID) { mark(layer) }
        }
    }
}
