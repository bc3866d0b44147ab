internal import ImageFormat

/// What images, pins and cache records still need.
struct LiveSet {
    var layers: Set<LayerID> = []
    var blobs: Set<Digest> = []
    var diffs: Set<Digest> = []

    /// Marks an image: its documents, its layers and the blobs that they came from.
    mutating func mark(_ image: StoredImage, in store: Store) throws(StoreError) {
        blobs.formUnion([image.id, image.manifestDigest])
        for diffID in image.config.diffIDs {
            diffs.insert(diffID)
            guard let layer = try store.layer(diffID: diffID) else { continue }
            mark(layer)
        }
    }

    mutating func mark(_ layer: Layer) {
        layers.insert(layer.id)
        if let diff = layer.diff { diffs.insert(diff.id) }
        if let source = layer.source { blobs.insert(source.digest) }
    }

    mutating func mark(_ id: LayerID, in store: Store) {
        if let layer = try? store.layer(id) { mark(layer) } else { layers.insert(id) }
    }
}
