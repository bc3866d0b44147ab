internal import Glibc
internal import ImageFormat
public import SystemPackage

extension Store {
    /// Writes images as one tar that is both what `docker save` writes (`manifest.json`) and an OCI archive (`oci-layout`,
    /// `index.json`): `docker load`, `skopeo` (`docker-archive:` and `oci-archive:`) and `buildah` read it.
    ///
    /// Layers that were made here are made into tars as they are written and verified against their diff IDs;
    /// `layerChanged` says that something changed their files since.
    public func save(_ bundle: ImageBundle, to file: Int32) throws(StoreError) {
        var destination = ArchiveDestination(file)
        try write(bundle, to: &destination)
        try destination.finish()
    }

    /// Writes images as an OCI image layout (OCI image spec, image-layout.md) into a directory, made where it is missing.
    public func export(
        _ bundle: ImageBundle, to directory: FilePath, for lifetime: LayoutLifetime = .kept
    ) throws(StoreError) {
        var destination = try DirectoryDestination(directory, lifetime)
        try write(bundle, to: &destination)
    }

    private func write(_ bundle: ImageBundle, to destination: inout some LayoutDestination) throws(StoreError) {
        var index = Index(manifests: [])
        var list: [JSON] = []
        for item in bundle.images {
            let manifest = try writeBlobs(of: item.image, bundle, to: &destination)
            let bytes = manifest.encoded()
            // An image that leaves as it came keeps its manifest, byte for byte.
            let document = manifest == item.image.manifest ? try document(item.image.manifestDigest) : bytes
            let name = "\(Layout.blobs)/\(Digest(of: document).hex)"
            if !destination.has(name) { try destination.write(name, content: document) }
            index.manifests += Self.entries(of: item, mediaType: manifest.mediaType, document)
            list.append(Self.dockerEntry(of: item, manifest))
        }
        try destination.write(Layout.index, content: index.encoded())
        try destination.write("manifest.json", content: JSON.array(list).encoded())
        try destination.write(Layout.marker, content: Array(Layout.markerText.utf8))
    }

    /// An entry a name; one without a name for an image that has none.
    private static func entries(of item: ImageBundle.Item, mediaType: MediaType, _ document: [UInt8]) -> [Descriptor] {
        var entry = Descriptor(mediaType: mediaType, of: document)
        entry.platform = item.image.config.platform
        if item.references.isEmpty { return [entry] }
        return item.references.map { reference in
            var named = entry
            named.annotations["io.containerd.image.name"] = reference.description
            named.annotations[ImageList.nameAnnotation] = reference.tag ?? reference.description
            return named
        }
    }

    /// The entry of an image in `manifest.json` (Docker image specification 1.2, "Combined Image JSON").
    private static func dockerEntry(of item: ImageBundle.Item, _ manifest: Manifest) -> JSON {
        let path = { (digest: Digest) in "\(Layout.blobs)/\(digest.hex)" }
        return .object([
            "Config": .string(path(manifest.config.digest)),
            "RepoTags": .strings(item.references.filter { $0.tag != nil }.map(\.familiar)),
            "Layers": .strings(manifest.layers.map { path($0.digest) }),
        ])
    }

    // MARK: Blobs

    /// Writes the config and the layers, and returns the manifest that names what was written.
    private func writeBlobs(
        of image: StoredImage, _ bundle: ImageBundle, to destination: inout some LayoutDestination
    ) throws(StoreError) -> Manifest {
        var manifest = image.manifest
        let config = "\(Layout.blobs)/\(image.id.hex)"
        if !destination.has(config) { try destination.write(config, content: try document(image.id)) }
        for (place, layer) in try layers(of: image).enumerated() {
            manifest.layers[place] = try writeLayer(layer, bundle, to: &destination)
        }
        return manifest
    }

    /// Writes a layer, unless the receiver has it, and returns what the manifest names.
    private func writeLayer(
        _ layer: Layer, _ bundle: ImageBundle, to destination: inout some LayoutDestination
    ) throws(StoreError) -> Descriptor {
        let isToBePacked = bundle.packing.compression != .none
        let known = isToBePacked ? try packedLayer(layer.id, as: bundle.packing) : nil
        if layer.cameUnpacked, let known, bundle.present.contains(known.digest) { return known }
        if let source = layer.source {
            if bundle.present.contains(source.digest) { return source }
            if !layer.cameUnpacked || !isToBePacked {
                try writeStored(source, to: &destination)
                return source
            }
        }
        guard isToBePacked else { return try writeMade(layer, to: &destination) }
        if let known, bundle.present.contains(known.digest) { return known }
        return try writePacked(layer, bundle.packing, to: &destination)
    }

    private func writeStored(_ blob: Descriptor, to destination: inout some LayoutDestination) throws(StoreError) {
        let name = "\(Layout.blobs)/\(blob.digest.hex)"
        if destination.has(name) { return }
        guard let file = try Handle.existing(root, blobName(blob.digest)) else { throw .missingBlob(blob.digest) }
        if destination.adopt(name, from: root, blobName(blob.digest)) { return }
        try write(file, blob, as: name, to: &destination)
    }

    private func write(
        _ file: borrowing Handle, _ blob: Descriptor, as name: String, to destination: inout some LayoutDestination
    ) throws(StoreError) {
        let descriptor = file.descriptor
        try destination.write(name, size: blob.size) { (sink) throws(StoreError) in
            try Self.stream(descriptor, blob.digest, to: sink)
        }
    }

    /// Gives the bytes of an open blob to `sink` and verifies them.
    private static func stream(
        _ file: Int32, _ digest: Digest, to sink: (UnsafeRawBufferPointer) throws(StoreError) -> Void
    ) throws(StoreError) {
        let buffer = ReadBuffer()
        var hasher = DigestHasher()
        while true {
            let count = try OpenFile.read(file, into: buffer.bytes)
            if count == 0 { break }
            let bytes = UnsafeRawBufferPointer(rebasing: buffer.bytes[..<count])
            hasher.update(bytes)
            try sink(bytes)
        }
        try expect(digest, hasher.finalize())
    }

    /// Makes the tar of a layer as it is written.
    private func writeMade(
        _ layer: Layer, to destination: inout some LayoutDestination
    ) throws(StoreError) -> Descriptor {
        let diff = try computeDiff(of: layer.id)
        let blob = Descriptor(mediaType: .layer(.none), digest: diff.id, size: diff.tarSize)
        let name = "\(Layout.blobs)/\(diff.id.hex)"
        if destination.has(name) { return blob }
        try destination.write(name, size: diff.tarSize) { (sink) throws(StoreError) in
            try stream(layer, diff, to: sink)
        }
        return blob
    }

    /// Gives the tar of a layer to `sink` and verifies it: the one that another program made, where that is kept, or else
    /// the one that is made of the layer's files.
    func stream(
        _ layer: Layer, _ diff: Layer.Diff, to sink: (UnsafeRawBufferPointer) throws(StoreError) -> Void
    ) throws(StoreError) {
        if layer.cameUnpacked {
            guard let file = try Handle.existing(root, blobName(diff.id)) else { throw .missingBlob(diff.id) }
            return try Self.stream(file.descriptor, diff.id, to: sink)
        }
        let directory = try diffDirectory(of: layer.id)
        let made = try withoutActuallyEscaping(sink) { (sink) throws(StoreError) in
            var tar = LayerTar(sink: VerifyingSink(next: sink))
            try tar.append(layer: directory)
            return tar.sink.hasher.finalize()
        }
        guard made == diff.id else { throw .layerChanged(layer.id, expected: diff.id, actual: made) }
    }

    /// Packs a layer into a temporary file, because the digest of a blob is needed before the blob is written.
    private func writePacked(
        _ layer: Layer, _ packing: LayerPacking, to destination: inout some LayoutDestination
    ) throws(StoreError) -> Descriptor {
        let diff = try computeDiff(of: layer.id)
        let temporary = temporaryName()
        defer { unlinkat(root, temporary, 0) }
        let file = try Handle(root, temporary, O_RDWR | O_CREAT | O_EXCL)
        guard let packer = try packing.packer(to: file.descriptor) else {
            return try writeMade(layer, to: &destination)
        }
        try stream(layer, diff) { (bytes) throws(StoreError) in try packer.write(bytes) }
        let (digest, size) = try packer.finish()
        let blob = Descriptor(mediaType: layer.packedType(packing.compression), digest: digest, size: size)
        try remember(blob, of: layer.id, as: packing)
        let name = "\(Layout.blobs)/\(digest.hex)"
        if destination.has(name) || destination.adopt(name, from: root, temporary) { return blob }
        guard lseek(file.descriptor, 0, SEEK_SET) == 0 else { throw .failed("rewind", temporary) }
        try write(file, blob, as: name, to: &destination)
        return blob
    }
}

/// Passes bytes on and hashes them.
private struct VerifyingSink: TarSink {
    var hasher = DigestHasher()
    let next: (UnsafeRawBufferPointer) throws(StoreError) -> Void

    init(next: @escaping (UnsafeRawBufferPointer) throws(StoreError) -> Void) { self.next = next }

    mutating func write(_ bytes: UnsafeRawBufferPointer) throws(StoreError) {
        hasher.update(bytes)
        try next(bytes)
    }
}
