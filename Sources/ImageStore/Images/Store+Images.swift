public import ImageFormat

extension Store {
    /// Makes manifest and config of an image whose layers are in the store, and gives it the names.
    ///
    /// The config's diff IDs are set from `layers`, lowest first, whose diffs must have been computed. Without a name the
    /// image is listed as `<none>`. Flushed to the disk when it returns; an image that is there already costs no write.
    @discardableResult
    public func putImage(
        config: ImageConfig, layers: [Layer], tags: [Reference]
    ) throws(StoreError) -> StoredImage {
        var config = config
        if let unhashed = layers.first(where: { $0.diff == nil }) { throw .missingLayer(unhashed.id) }
        config.diffIDs = layers.compactMap { $0.diff?.id }
        for (layer, diffID) in zip(layers, config.diffIDs) { try ensureIndexed(layer.id, under: diffID) }
        let bytes = config.encoded()
        let manifest = Manifest(
            config: Descriptor(mediaType: .config, of: bytes), layers: layers.compactMap(\.descriptor))
        return try putImage(manifest: manifest.encoded(), config: bytes, tags: tags)
    }

    /// Lists an image as another program made it, byte for byte. Its layers must be in the store.
    @discardableResult
    public func putImage(
        manifest manifestBytes: [UInt8], config configBytes: [UInt8], tags: [Reference]
    ) throws(StoreError) -> StoredImage {
        let descriptor = Descriptor(mediaType: .manifest, of: manifestBytes)
        let manifest = try parse(descriptor.digest) { () throws(FormatError) in try Manifest(parsing: manifestBytes) }
        let config = try parse(manifest.config.digest) { () throws(FormatError) in try ImageConfig(parsing: configBytes)
        }
        let configDigest = Digest(of: configBytes)
        guard configDigest == manifest.config.digest else {
            throw .digestMismatch(expected: manifest.config.digest, actual: configDigest)
        }
        guard config.diffIDs.count == manifest.layers.count else {
            throw .noImageInArchive(
                reason: "its config names \(config.diffIDs.count) layers, its manifest \(manifest.layers.count)")
        }
        for diffID in config.diffIDs where try layer(diffID: diffID) == nil { throw .missingDiff(diffID) }
        try putDocument(configBytes)
        try putDocument(manifestBytes)
        var entry = descriptor
        entry.mediaType = manifest.mediaType
        entry.platform = config.platform
        let use = try beginUse()
        try changeImageList { (list) throws(StoreError) in
            // What is listed has its layers, after a power cut too.
            if !list.manifests.contains(where: { $0.digest == entry.digest }) {
                try flush()
                for diffID in config.diffIDs { try markFlushed(diffID) }
            }
            list.add(entry, imageID: configDigest, references: tags)
        }
        _ = consume use
        return try image(manifest: descriptor.digest, in: try imageList())
    }

    /// The image that a reference names; nil where none does.
    public func image(_ reference: Reference) throws(StoreError) -> StoredImage? {
        let list = try imageList()
        guard let entry = list.entry(named: reference) else { return nil }
        return try image(manifest: entry.digest, in: list)
    }

    /// The image that a reference, an ID or the beginning of an ID names, as docker's command line takes it.
    ///
    /// A name goes before an ID. Throws `noSuchImage` and `ambiguousID`.
    public func resolve(_ name: String) throws(StoreError) -> StoredImage {
        let list = try imageList()
        if let reference = try? Reference(name), let entry = list.entry(named: reference) {
            return try image(manifest: entry.digest, in: list)
        }
        let prefix = name.hasPrefix("sha256:") ? String(name.dropFirst(7)) : name
        guard !prefix.isEmpty, prefix.utf8.allSatisfy({ isHexadecimal($0) }) else { throw .noSuchImage(name) }
        let matches = list.manifests(imageIDPrefix: prefix)
        guard let match = matches.first else { throw .noSuchImage(name) }
        let image = try image(manifest: match.digest, in: list)
        // One image may be listed with two manifests: as it was built, and as it was loaded compressed.
        for other in matches.dropFirst() where try self.image(manifest: other.digest, in: list).id != image.id {
            throw .ambiguousID(name)
        }
        return image
    }

    /// All images, those made last first. One whose documents are gone or broken is left out.
    public func images() throws(StoreError) -> [StoredImage] {
        let list = try imageList()
        var images: [StoredImage] = []
        for entry in list.manifests {
            do throws(StoreError) {
                images.append(try image(manifest: entry.digest, in: list))
            } catch {
                // A disk that cannot be read now is another matter than documents that are no longer there.
                if case .system = error { throw error }
            }
        }
        return images.sorted { ($0.config.created ?? "") > ($1.config.created ?? "") }
    }

    /// The image's layers, lowest first; `missingDiff` where one is gone.
    public func layers(of image: StoredImage) throws(StoreError) -> [Layer] {
        var layers: [Layer] = []
        for diffID in image.config.diffIDs {
            guard let layer = try layer(diffID: diffID) else { throw .missingDiff(diffID) }
            layers.append(layer)
        }
        return layers
    }

    /// Gives the image one more name; a name that another image has moves.
    public func tag(_ image: StoredImage, as reference: Reference) throws(StoreError) {
        let entry = Descriptor(
            mediaType: image.manifest.mediaType, digest: image.manifestDigest,
            size: Int64(try document(image.manifestDigest).count), platform: image.config.platform)
        let use = try beginUse()
        try changeImageList { list in list.add(entry, imageID: image.id, references: [reference]) }
        _ = consume use
    }

    /// Takes a name away; the image stays, without a name if that was the last. `noSuchImage` where nothing has it.
    public func untag(_ reference: Reference) throws(StoreError) {
        let use = try beginUse()
        try changeImageList { (list) throws(StoreError) in
            guard list.removeName(reference) else { throw .noSuchImage(reference.familiar) }
        }
        _ = consume use
    }

    private func image(manifest digest: Digest, in list: ImageList) throws(StoreError) -> StoredImage {
        let bytes = try document(digest)
        let manifest = try parse(digest) { () throws(FormatError) in try Manifest(parsing: bytes) }
        let configBytes = try document(manifest.config.digest)
        let config = try parse(manifest.config.digest) { () throws(FormatError) in try ImageConfig(parsing: configBytes)
        }
        var size: Int64 = 0
        for diffID in config.diffIDs { size += try layer(diffID: diffID)?.diff?.fileBytes ?? 0 }
        return StoredImage(
            id: manifest.config.digest, manifestDigest: digest, manifest: manifest, config: config,
            references: list.references(of: digest), size: size)
    }

    func parse<Document>(
        _ digest: Digest, _ body: () throws(FormatError) -> Document
    ) throws(StoreError) -> Document {
        do { return try body() } catch { throw .badDocument(digest, error) }
    }
}

private func isHexadecimal(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
}

extension Layer {
    /// How a manifest names the layer: the blob that it came from, else its uncompressed tar.
    var descriptor: Descriptor? {
        source ?? diff.map { Descriptor(mediaType: .layer(.none), digest: $0.id, size: $0.tarSize) }
    }
}
