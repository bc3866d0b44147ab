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
    /// Blobs are verified against their digests and layers against their diff IDs; an archive that is refused leaves
    /// no image behind.
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
        if spool.has(Layout.index) { return try loadLayout(from: spool, names: [], budget) }
        if spool.has("manifest.json") { return try loadDocker(from: spool, budget) }
        throw .noImageInArchive(reason: "it has neither index.json nor manifest.json")
    }

    /// Loads the images of an OCI image layout in a directory. With `references`, its one image gets these names in place
    /// of its own.
    public func load(
        layout directory: FilePath, as references: [Reference] = [], limits chosen: ExtractionLimits? = nil
    ) throws(StoreError) -> [LoadedImage] {
        let budget = ExtractionBudget(try limits(chosen))
        let use = try beginUse()
        defer { _ = use }
        return try loadLayout(from: try DirectorySource(directory), names: references, budget)
    }

    // MARK: OCI

    private func loadLayout(
        from source: some BlobSource, names: [Reference], _ budget: ExtractionBudget
    ) throws(StoreError) -> [LoadedImage] {
        guard let bytes = try source.document(named: Layout.index) else {
            throw .noImageInArchive(reason: "it has no index.json")
        }
        let index = try parse(Digest(of: bytes)) { () throws(FormatError) in try Index(parsing: bytes) }
        var chosen: [(manifest: [UInt8], references: [Reference])] = []
        for entry in Self.forThisMachine(index.manifests) {
            guard let manifest = try manifest(of: entry, from: source, depth: 0) else { continue }
            let own = names.isEmpty ? Self.references(of: entry) : names
            // An image with two names has two entries.
            if let place = chosen.firstIndex(where: { $0.manifest == manifest }) {
                chosen[place].references += own
            } else {
                chosen.append((manifest, own))
            }
        }
        guard !chosen.isEmpty else { throw .noImageInArchive(reason: "it has no image for \(Platform.host)") }
        guard names.isEmpty || chosen.count == 1 else {
            throw .noImageInArchive(reason: "it has \(chosen.count) images, and only one can get the name")
        }
        var loaded: [LoadedImage] = []
        for (bytes, references) in chosen {
            let manifest = try parse(Digest(of: bytes)) { () throws(FormatError) in try Manifest(parsing: bytes) }
            let config = try source.document(manifest.config.digest)
            loaded.append(try add(manifest, bytes, config, references, from: source, budget))
        }
        return loaded
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

    /// Leaves out what is for other machines, unless all of it is: then it is better than nothing.
    private static func forThisMachine(_ entries: [Descriptor]) -> [Descriptor] {
        let fitting = entries.filter { $0.platform.map { $0.matches(.host) } ?? true }
        return fitting.isEmpty ? entries : fitting
    }

    private static func references(of entry: Descriptor) -> [Reference] {
        if let full = entry.annotations["io.containerd.image.name"], let reference = try? Reference(full) {
            return [reference]
        }
        // A word alone is a tag without a repository: no name to go by.
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
        var loaded: [LoadedImage] = []
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
            loaded.append(try add(manifest, manifest.encoded(), config, references, from: spool, budget))
        }
        return loaded
    }

    // MARK: Both

    private func add(
        _ manifest: Manifest, _ manifestBytes: [UInt8], _ configBytes: [UInt8], _ references: [Reference],
        from source: some BlobSource, _ budget: ExtractionBudget
    ) throws(StoreError) -> LoadedImage {
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
        let image = try putImage(manifest: manifestBytes, config: configBytes, tags: references)
        return LoadedImage(image: image, references: references)
    }
}
