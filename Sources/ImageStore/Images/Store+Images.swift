public import ImageFormat
internal import SystemPackage

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
        guard bytes.count <= JSONLimits().bytes else { throw .imageTooLarge(limit: JSONLimits().bytes) }
        let manifest = Manifest(
            config: Descriptor(mediaType: .config, of: bytes), layers: layers.compactMap(\.descriptor))
        return try putImage(manifest: manifest.encoded(), config: bytes, tags: tags)
    }

    /// Lists an image as another program made it, byte for byte. Its layers must be in the store.
    @discardableResult
    public func putImage(
        manifest manifestBytes: [UInt8], config configBytes: [UInt8], tags: [Reference]
    ) throws(StoreError) -> StoredImage {
        let use = try beginUse()
        defer { withExtendedLifetime(use) {} }
        let kept = try keepImage(manifest: manifestBytes, config: configBytes, tags: tags)
        try list([kept])
        return try image(of: ListedImage(kept.addition.manifest, try imageList()))
    }

    /// The image that a reference names; nil where none does. `damagedImage` where it cannot be read any more.
    public func image(_ reference: Reference) throws(StoreError) -> StoredImage? {
        let list = try imageList()
        guard let entry = list.entry(named: reference) else { return nil }
        return try image(of: ListedImage(entry, list), called: reference.familiar)
    }

    /// The image that a reference, an ID or the beginning of an ID names, as docker's command line takes it.
    ///
    /// A name goes before an ID. Throws `noSuchImage`, `ambiguousID`, and `damagedImage` where the image cannot be read
    /// any more.
    public func resolve(_ name: String) throws(StoreError) -> StoredImage {
        let listed = try listed(name)
        do throws(StoreError) {
            return try image(of: listed, called: name)
        } catch {
            // Another process may have removed it since the list was read.
            guard case .damagedImage = error, try !isListed(listed.manifestDigest) else { throw error }
            throw .noSuchImage(name)
        }
    }

    private func isListed(_ manifest: Digest) throws(StoreError) -> Bool { try imageList().has(manifest) }

    /// All images that can be read, those made last first.
    public func images() throws(StoreError) -> [StoredImage] { try inventory().images }

    /// All images, those made last first and each once, and beside them those that cannot be read any more.
    public func inventory() throws(StoreError) -> (images: [StoredImage], damaged: [DamagedImage]) {
        let all = try inventoryByManifest()
        var seen: Set<Digest> = []
        return (all.images.filter { seen.insert($0.id).inserted }, all.damaged)
    }

    /// The same with an image once for each of its manifests.
    func inventoryByManifest() throws(StoreError) -> (images: [StoredImage], damaged: [DamagedImage]) {
        let list = try imageList()
        let inventory = try inventory(of: list)
        // What another process removes meanwhile is not damaged.
        if inventory.damaged.isEmpty { return inventory }
        let now = try imageList()
        return now == list ? inventory : try self.inventory(of: now)
    }

    private func inventory(
        of list: ImageList
    ) throws(StoreError) -> (images: [StoredImage], damaged: [DamagedImage]) {
        let (references, digests) = (list.referencesByManifest, list.digestsByManifest)
        var layers = LayerLookup(store: self)
        var images: [StoredImage] = []
        var damaged: [DamagedImage] = []
        for entry in list.manifests {
            let listed = ListedImage(
                entry, references: references[entry.digest] ?? [], digests: digests[entry.digest] ?? [])
            do throws(StoreError) {
                images.append(try image(of: listed, &layers))
            } catch {
                // A disk that cannot be read now is another matter than documents that are no longer there.
                guard case .damagedImage(_, let path, let damage) = error else { throw error }
                damaged.append(DamagedImage(listed: ListedImage(alone: entry, list), path: path, damage: damage))
            }
        }
        return (images.sorted { ($0.config.created ?? "") > ($1.config.created ?? "") }, damaged)
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

    /// Gives the image one more name; a name that another image has moves. `noSuchImage` where it is gone.
    public func tag(_ image: StoredImage, as reference: Reference) throws(StoreError) {
        let use = try beginUse()
        try changeImageList { (list) throws(StoreError) in
            // Another process may have removed it since it was read.
            guard let entry = list.entries.first(where: { $0.digest == image.manifestDigest }) else {
                throw .noSuchImage(image.id.short)
            }
            list.add(entry, imageID: image.id, references: [reference])
        }
        _ = consume use
    }

    /// Takes a name away; the image stays, without a name if that was the last. With the last tag in a repository go the
    /// digests that the image has there. `noSuchImage` where nothing has the name.
    ///
    /// - Returns: the name and the digests that went.
    @discardableResult
    public func untag(_ reference: Reference) throws(StoreError) -> [Reference] {
        let use = try beginUse()
        defer { withExtendedLifetime(use) {} }
        var gone: [Reference] = []
        try changeImageList { (list) throws(StoreError) in
            gone = list.removeName(reference)
            if gone.isEmpty { throw .noSuchImage(reference.familiar) }
        }
        return gone
    }

    /// Notes that a registry has the image under a digest, in the repository of a name. That another process has removed the
    /// image meanwhile is not an error.
    public func note(_ digest: Digest, in name: Reference, of image: StoredImage) throws(StoreError) {
        let use = try beginUse()
        try changeImageList { list in list.note(name.with(digest: digest), of: image.manifestDigest) }
        _ = consume use
    }

    func image(of listed: ListedImage, called name: String? = nil) throws(StoreError) -> StoredImage {
        var layers = LayerLookup(store: self)
        return try image(of: listed, called: name, &layers)
    }

    func image(
        of listed: ListedImage, called name: String? = nil, _ layers: inout LayerLookup
    ) throws(StoreError) -> StoredImage {
        let name = name ?? listed.name
        let manifest = try sound(listed.manifestDigest, of: name) { () throws(StoreError) in
            try readManifest(of: listed)
        }
        let config = try sound(manifest.config.digest, of: name) { () throws(StoreError) in
            let bytes = try document(manifest.config.digest)
            return try parse(manifest.config.digest) { () throws(FormatError) in try ImageConfig(parsing: bytes) }
        }
        var size: Int64 = 0
        for diffID in config.diffIDs { size += try layers.layer(diffID)?.diff?.fileBytes ?? 0 }
        return StoredImage(
            id: manifest.config.digest, manifestDigest: listed.manifestDigest, manifest: manifest, config: config,
            references: listed.references, repositoryDigests: listed.repositoryDigests, size: size)
    }

    private func readManifest(of listed: ListedImage) throws(StoreError) -> Manifest {
        let digest = listed.manifestDigest
        let bytes: [UInt8]
        do throws(StoreError) {
            bytes = try document(digest)
        } catch {
            guard error.damage != nil, let made = try? remadeManifest(digest, config: listed.id) else { throw error }
            bytes = made
        }
        return try parse(digest) { () throws(FormatError) in try Manifest(parsing: bytes) }
    }

    /// Says of which image a document is that is not what it should be, and where it lies.
    private func sound<Document>(
        _ digest: Digest, of name: String, _ read: () throws(StoreError) -> Document
    ) throws(StoreError) -> Document {
        do throws(StoreError) { return try read() } catch {
            guard let damage = error.damage else { throw error }
            throw .damagedImage(name, path.appending(blobName(digest)), damage)
        }
    }

    func parse<Document>(
        _ digest: Digest, _ body: () throws(FormatError) -> Document
    ) throws(StoreError) -> Document {
        do { return try body() } catch { throw .badDocument(digest, error) }
    }
}

extension Layer {
    /// How a manifest names the layer: the blob that it came from, else its uncompressed tar.
    var descriptor: Descriptor? {
        source ?? diff.map { Descriptor(mediaType: .layer(.none), digest: $0.id, size: $0.tarSize) }
    }
}
