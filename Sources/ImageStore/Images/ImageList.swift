internal import ImageFormat

/// The content of `index.json`: which manifests there are and what they are called. Pure.
///
/// An entry a name, as image layouts have it (OCI image spec, annotations.md, `ref.name`); an image without a name has
/// one entry without that annotation.
struct ImageList: Equatable, Sendable {
    private(set) var entries: [Descriptor]

    static let nameAnnotation = "org.opencontainers.image.ref.name"
    static let imageIDAnnotation = "dev.slipway.image-id"

    init(_ index: Index) { entries = index.manifests }

    var index: Index { Index(manifests: entries) }

    func has(_ manifest: Digest) -> Bool { entries.contains { $0.digest == manifest } }

    /// The entry of that name. With a digest the tag does not count, as in Docker.
    func entry(named reference: Reference) -> Descriptor? {
        if let digest = reference.digest { return entries.first { $0.digest == digest } }
        let name = reference.description
        return entries.first { $0.annotations[Self.nameAnnotation] == name }
    }

    /// All names of a manifest, in alphabetical order.
    func references(of manifest: Digest) -> [Reference] {
        Self.references(entries.filter { $0.digest == manifest })
    }

    /// The names of all manifests, each in alphabetical order.
    var referencesByManifest: [Digest: [Reference]] {
        Dictionary(grouping: entries, by: \.digest).mapValues(Self.references)
    }

    private static func references(_ entries: [Descriptor]) -> [Reference] {
        entries.compactMap { $0.annotations[nameAnnotation] }.sorted().compactMap { try? Reference($0) }
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

    /// Lists an image, under its names; a name that another image has moves. Linear in the names of the list and the new
    /// ones together.
    mutating func add(_ manifest: Descriptor, imageID: Digest, references: [Reference]) {
        var nameless = manifest
        nameless.annotations = [Self.imageIDAnnotation: imageID.description]
        var missing = Set(references.map(\.description))
        let kept = entries.filter { $0.digest == manifest.digest }.compactMap { $0.annotations[Self.nameAnnotation] }
        missing.subtract(kept)
        removeNames(missing)
        if !missing.isEmpty {
            entries.removeAll { $0.digest == manifest.digest && $0.annotations[Self.nameAnnotation] == nil }
        }
        for reference in references where missing.remove(reference.description) != nil {
            var named = nameless
            named.annotations[Self.nameAnnotation] = reference.description
            entries.append(named)
        }
        if !has(manifest.digest) { entries.append(nameless) }
    }

    /// Takes names away from their images; an image stays, without a name if that was the last.
    private mutating func removeNames(_ names: Set<String>) {
        let hasOne = { (entry: Descriptor) in entry.annotations[Self.nameAnnotation].map(names.contains) ?? false }
        let losers = entries.filter(hasOne)
        guard !losers.isEmpty else { return }
        entries.removeAll(where: hasOne)
        var listed = Set(entries.map(\.digest))
        for var entry in losers where listed.insert(entry.digest).inserted {
            entry.annotations[Self.nameAnnotation] = nil
            entries.append(entry)
        }
    }

    /// Takes entries over that are not contradicted by those that are there: a name that is free, or an image that is not
    /// listed yet.
    mutating func adopt(_ others: [Descriptor]) {
        var names = Set(entries.compactMap { $0.annotations[Self.nameAnnotation] })
        var listed = Set(entries.map(\.digest))
        for var entry in others {
            if let name = entry.annotations[Self.nameAnnotation], !names.insert(name).inserted {
                entry.annotations[Self.nameAnnotation] = nil
            }
            if entry.annotations[Self.nameAnnotation] == nil, listed.contains(entry.digest) { continue }
            listed.insert(entry.digest)
            entries.append(entry)
        }
    }

    /// Takes a name away; its image stays, without a name if that was the last. False where nothing has the name.
    @discardableResult
    mutating func removeName(_ reference: Reference) -> Bool {
        let name = reference.description
        guard entries.contains(where: { $0.annotations[Self.nameAnnotation] == name }) else { return false }
        removeNames([name])
        return true
    }

    /// Takes images with all their names off the list.
    mutating func remove(manifests: Set<Digest>) { entries.removeAll { manifests.contains($0.digest) } }
}
