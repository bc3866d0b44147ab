internal import Glibc
public import ImageFormat
public import SystemPackage

/// An image that was loaded, with the names that it brought along.
public struct LoadedImage: Equatable, Sendable {
    public var image: StoredImage
    public var references: [Reference]
}

extension Store {
    /// Loads the images of an archive: what `docker save` writes, old and new, and OCI archives, each packed with gzip,
    /// zstd, xz or not. Without `limits`, those that the user has chosen hold (`SLIPWAY_MAX_UNPACKED`).
    ///
    /// Blobs are verified against their digests and layers against their diff IDs. The images are listed together at the
    /// end: an archive of which one image is refused, or a process that is killed, leaves the list as it was. What was
    /// unpacked until then lists nothing, is taken by the next try, and goes with a prune.
    public func load(
        archive file: Int32, limits chosen: ExtractionLimits? = nil
    ) throws(StoreError) -> [LoadedImage] {
        let limits = try limits(chosen)
        let budget = ExtractionBudget(limits)
        let copy = fcntl(file, F_DUPFD_CLOEXEC, 3)
        guard copy >= 0 else { throw .failed("copy", "a descriptor") }
        let handle = Handle(adopting: copy)
        let use = try beginUse()
        defer { _ = use }
        let spool = Spool(self)
        try spool.read(handle, limits: limits)
        if spool.has(Layout.index) { return try listLoaded(try keepLayout(from: spool, names: [], budget)) }
        if spool.has("manifest.json") { return try loadDocker(from: spool, budget) }
        throw .noImageInArchive(reason: "it has neither index.json nor manifest.json")
    }

    /// Loads the images of an OCI image layout in a directory. With `references`, its one image gets these names in place
    /// of its own.
    ///
    /// - Parameter digest: what the registry has the image under that the layout was fetched from: an image's, or that of a
    ///   list of images for several platforms.
    public func load(
        layout directory: FilePath, as references: [Reference] = [], fetchedAs digest: Digest? = nil,
        limits chosen: ExtractionLimits? = nil
    ) throws(StoreError) -> [LoadedImage] {
        let budget = ExtractionBudget(try limits(chosen))
        let use = try beginUse()
        defer { _ = use }
        var images = try keepLayout(from: try DirectorySource(directory), names: references, budget)
        if let digest {
            for index in images.indices { images[index].addition.digests = references.map { $0.with(digest: digest) } }
        }
        return try listLoaded(images)
    }

    // MARK: OCI

    private func keepLayout(
        from source: some BlobSource, names: [Reference], _ budget: ExtractionBudget
    ) throws(StoreError) -> [UnlistedImage] {
        guard let bytes = try source.document(named: Layout.index) else {
            throw .noImageInArchive(reason: "it has no index.json")
        }
        let index = try parse(Digest(of: bytes)) { () throws(FormatError) in try Index(parsing: bytes) }
        var chosen: [(manifest: [UInt8], references: [Reference])] = []
        var places: [Digest: Int] = [:]
        for entry in Self.forThisMachine(index.manifests) {
            guard let manifest = try manifest(of: entry, from: source, depth: 0) else { continue }
            let own = names.isEmpty ? Self.references(of: entry) : names
            // An image with two names has two entries.
            let digest = Digest(of: manifest)
            if let place = places[digest] {
                chosen[place].references += own
            } else {
                places[digest] = chosen.count
                chosen.append((manifest, own))
            }
        }
        guard !chosen.isEmpty else { throw .noImageInArchive(reason: "it has no image for \(Platform.host)") }
        guard names.isEmpty || chosen.count == 1 else {
            throw .noImageInArchive(reason: "it has \(chosen.count) images, and only one can get the name")
        }
        var images: [UnlistedImage] = []
        for (bytes, references) in chosen {
            let manifest = try parse(Digest(of: bytes)) { () throws(FormatError) in try Manifest(parsing: bytes) }
            let config = try source.document(manifest.config.digest)
            images.append(try keep(manifest, bytes, config, references, from: source, budget))
        }
        return images
    }

    /// The bytes of the manifest that an entry leads to; nil for what is not an image for this machine.
    private func manifest(of entry: Descriptor, from source: some BlobSource, depth: Int) throws(StoreError) -> [UInt8]?
    {
        let bytes = try source.document(entry.digest)
        if entry.mediaType.isManifest { return bytes }
        guard entry.mediaType.isIndex, depth < 4 else { return nil }
        let index = try parse(entry.digest) { () throws(FormatError) in try Index(parsing: bytes) }
        guard let inner = index.manifest(for: .host) else { return nil }
        return try manifest(of: inner, from: source, depth: depth + 1)
    }

    /// The entries for this machine; all entries if none of them is for this machine.
    private static func forThisMachine(_ entries: [Descriptor]) -> [Descriptor] {
        let fitting = entries.filter { $0.platform.map { $0.matches(.host) } ?? true }
        return fitting.isEmpty ? entries : fitting
    }

    private static func references(of entry: Descriptor) -> [Reference] {
        if let full = entry.annotations["io.containerd.image.name"], let reference = try? Reference(full) {
            return [reference]
        }
        // A single word is a tag without a repository, which cannot serve as a name.
        guard let name = entry.annotations[ImageList.nameAnnotation], name.contains(where: { ":/".contains($0) }),
            let reference = try? Reference(name)
        else { return [] }
        return [reference]
    }

    // MARK: docker save

    private func loadDocker(from spool: Spool, _ budget: ExtractionBudget) throws(StoreError) -> [LoadedImage] {
        let bytes = try spool.document(named: "manifest.json") ?? []
        guard let items = (try? JSON(parsing: bytes))?.elements, !items.isEmpty else {
            throw .noImageInArchive(reason: "its manifest.json lists no image")
        }
        var images: [UnlistedImage] = []
        for item in items {
            guard let configName = item["Config"]?.string, let config = try spool.document(named: configName) else {
                throw .noImageInArchive(reason: "its manifest.json names no config")
            }
            var layers: [Descriptor] = []
            for element in item["Layers"]?.elements ?? [] {
                guard let layer = element.string.flatMap({ spool.blob($0) }) else {
                    throw .noImageInArchive(reason: "layer \(element.string ?? "?") is missing")
                }
                layers.append(layer)
            }
            let manifest = Manifest(config: Descriptor(mediaType: .config, of: config), layers: layers)
            let references = (item["RepoTags"]?.elements ?? []).compactMap { $0.string.flatMap { try? Reference($0) } }
            images.append(try keep(manifest, manifest.encoded(), config, references, from: spool, budget))
        }
        return try listLoaded(images)
    }

    // MARK: Both

    /// Extracts the layers of an image that the store does not have, and keeps its documents.
    private func keep(
        _ manifest: Manifest, _ manifestBytes: [UInt8], _ configBytes: [UInt8], _ references: [Reference],
        from source: some BlobSource, _ budget: ExtractionBudget
    ) throws(StoreError) -> UnlistedImage {
        let config = try parse(manifest.config.digest) { () throws(FormatError) in try ImageConfig(parsing: configBytes)
        }
        guard config.diffIDs.count == manifest.layers.count else {
            let counts = "\(config.diffIDs.count) layers, its manifest \(manifest.layers.count)"
            throw .noImageInArchive(reason: "its config names " + counts)
        }
        for (diffID, blob) in zip(config.diffIDs, manifest.layers) where try layer(diffID: diffID) == nil {
            let file = try source.open(blob)
            _ = try extractLayer(blob, from: file, diffID: diffID, budget) { () throws(StoreError) in
                try source.provide(blob, to: self)
            }
        }
        return try keepImage(manifest: manifestBytes, config: configBytes, tags: references)
    }

    private func listLoaded(_ images: [UnlistedImage]) throws(StoreError) -> [LoadedImage] {
        try list(images)
        return zip(try stored(images), images).map { LoadedImage(image: $0, references: $1.addition.references) }
    }
}
