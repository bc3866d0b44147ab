internal import ImageFormat

/// What `index.json` says: which manifests there are and what they are called. Pure.
///
/// An entry a name, as image layouts have it (OCI image spec, annotations.md, `ref.name`); an image without a name has
/// one entry without that annotation.
struct ImageList: Equatable {
    private(set) var entries: [Descriptor]

    static let nameAnnotation = "org.opencontainers.image.ref.name"
    static let imageIDAnnotation = "dev.slipway.image-id"

    init(_ index: Index) { entries = index.manifests }

    var index: Index { Index(manifests: entries) }

    /// The entry of that name. With a digest the tag does not count, as in Docker.
    func entry(named reference: Reference) -> Descriptor? {
        if let digest = reference.digest { return entries.first { $0.digest == digest } }
        let name = reference.description
        return entries.first { $0.annotations[Self.nameAnnotation] == name }
    }

    /// All names of a manifest, in alphabetical order.
    func references(of manifest: Digest) -> [Reference] {
        entries.filter { $0.digest == manifest }
            .compactMap { $0.annotations[Self.nameAnnotation] }
            .sorted().compactMap { try? Reference($0) }
    }

    /// The manifests, each once, those added last first.
    var manifests: [Descriptor] {
        var seen: Set<Digest> = []
        return entries.reversed().filter { seen.insert($0.digest).inserted }
    }

    /// The manifests whose image ID starts with those hexadecimal digits.
    func manifests(imageIDPrefix prefix: String) -> [Descriptor] {
        manifests.filter { $0.annotations[Self.imageIDAnnotation]?.hasPrefix("sha256:" + prefix) ?? false }
    }

    /// Lists an image, under its names; a name that another image has moves.
    mutating func add(_ manifest: Descriptor, imageID: Digest, references: [Reference]) {
        var nameless = manifest
        nameless.annotations = [Self.imageIDAnnotation: imageID.description]
        for reference in references { name(nameless, reference) }
        if !entries.contains(where: { $0.digest == manifest.digest }) { entries.append(nameless) }
    }

    /// Takes a name away; its image stays, without a name if that was the last. False where nothing has the name.
    @discardableResult
    mutating func removeName(_ reference: Reference) -> Bool {
        let name = reference.description
        guard let place = entries.firstIndex(where: { $0.annotations[Self.nameAnnotation] == name }) else {
            return false
        }
        var entry = entries.remove(at: place)
        entry.annotations[Self.nameAnnotation] = nil
        if !entries.contains(where: { $0.digest == entry.digest }) { entries.append(entry) }
        return true
    }

    /// Takes an image with all its names off the list.
    mutating func remove(manifest: Digest) { entries.removeAll { $0.digest == manifest } }

    private mutating func name(_ manifest: Descriptor, _ reference: Reference) {
        if entry(named: reference)?.digest == manifest.digest, reference.digest == nil { return }
        removeName(reference)
        entries.removeAll { $0.digest == manifest.digest && $0.annotations[Self.nameAnnotation] == nil }
        var named = manifest
        named.annotations[Self.nameAnnotation] = reference.description
        entries.append(named)
    }
}
