public import ImageFormat

extension Store {
    /// What the layers of an image were packed into when they left the store before, and the blobs that they came from: a
    /// receiver that has these needs nothing written.
    public func packedLayers(of image: StoredImage, as packing: LayerPacking) throws(StoreError) -> [Digest] {
        var known: [Digest] = []
        for layer in try layers(of: image) {
            let packed = try packedLayer(layer.id, as: packing)
            known += [layer.source, packed].compactMap { $0?.digest }
        }
        return known
    }

    func packedLayer(_ id: LayerID, as packing: LayerPacking) throws(StoreError) -> Descriptor? {
        try record(of: id).packed[packing.description]
    }

    func remember(_ blob: Descriptor, of id: LayerID, as packing: LayerPacking) throws(StoreError) {
        var record = try record(of: id)
        guard record.packed[packing.description] != blob else { return }
        record.packed[packing.description] = blob
        try write(record, for: id)
    }
}

extension Layer {
    /// Whether the blob that the layer came as is its bare tar.
    var cameUnpacked: Bool { source.map { $0.digest == diff?.id } ?? false }

    /// The kind of blob that the layer is packed into. A manifest of Docker's keeps Docker's names.
    func packedType(_ compression: MediaType.Compression) -> MediaType {
        if case .dockerLayer = source?.mediaType { return .dockerLayer(compression) }
        return .layer(compression)
    }
}
