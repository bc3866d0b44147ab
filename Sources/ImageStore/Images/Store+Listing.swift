internal import ImageFormat

/// An image whose layers and documents are in the store, and which is not listed yet.
struct UnlistedImage {
    var addition: ImageList.Addition
    let diffIDs: [Digest]
    /// Whether a document was written for it, which may not be on the disk yet.
    let isWritten: Bool
}

extension Store {
    /// Verifies the documents of an image as another program made it, and keeps them byte for byte. Its layers must be in
    /// the store.
    func keepImage(
        manifest manifestBytes: [UInt8], config configBytes: [UInt8], tags: [Reference]
    ) throws(StoreError) -> UnlistedImage {
        var entry = Descriptor(mediaType: .manifest, of: manifestBytes)
        let manifest = try parse(entry.digest) { () throws(FormatError) in try Manifest(parsing: manifestBytes) }
        let config = try parse(manifest.config.digest) { () throws(FormatError) in try ImageConfig(parsing: configBytes)
        }
        let id = Digest(of: configBytes)
        guard manifest.config.digest == id else { throw .digestMismatch(expected: manifest.config.digest, actual: id) }
        guard config.diffIDs.count == manifest.layers.count else {
            throw .noImageInArchive(
                reason: "its config names \(config.diffIDs.count) layers, its manifest \(manifest.layers.count)")
        }
        for diffID in config.diffIDs where try layer(diffID: diffID) == nil { throw .missingDiff(diffID) }
        let isConfigNew = try keepDocument(configBytes, id)
        let isManifestNew = try keepDocument(manifestBytes, entry.digest)
        entry.mediaType = manifest.mediaType
        entry.platform = config.platform
        return UnlistedImage(
            addition: ImageList.Addition(manifest: entry, imageID: id, references: tags), diffIDs: config.diffIDs,
            isWritten: isConfigNew || isManifestNew)
    }

    /// Lists images under their names: one flush and one change of the index, however many there are, so that a process
    /// that is killed has listed all of them or none. The caller holds a ``StoreUse`` since before it kept the first.
    func list(_ images: [UnlistedImage]) throws(StoreError) {
        try changeImageList { (list) throws(StoreError) in
            let listed = Set(list.entries.map(\.digest))
            let new = images.filter { !listed.contains($0.addition.manifest.digest) }
            // Everything is flushed first, so that a listed image has its documents and layers even after a power cut.
            if !new.isEmpty || images.contains(where: \.isWritten) { try flush() }
            for diffID in Set(new.flatMap(\.diffIDs)) { try markFlushed(diffID) }
            list.add(images.map(\.addition))
        }
    }

    /// The images as they are now that they are listed, in the same order.
    func stored(_ images: [UnlistedImage]) throws(StoreError) -> [StoredImage] {
        let list = try imageList()
        let (references, digests) = (list.referencesByManifest, list.digestsByManifest)
        var layers = LayerLookup(store: self)
        var stored: [StoredImage] = []
        for image in images {
            let entry = image.addition.manifest
            let listed = ListedImage(
                entry, references: references[entry.digest] ?? [], digests: digests[entry.digest] ?? [])
            stored.append(try self.image(of: listed, &layers))
        }
        return stored
    }

    /// Keeps a small blob, which is not flushed; one that is there and is not what its name says is written anew.
    /// - Returns: whether it was written.
    private func keepDocument(_ bytes: [UInt8], _ digest: Digest) throws(StoreError) -> Bool {
        guard bytes.count <= Self.documentLimit else { throw .tooLarge(limit: Self.documentLimit) }
        if (try? document(digest)) != nil { return false }
        try replace(blobName(digest), with: bytes, .repeatable)
        return true
    }
}
