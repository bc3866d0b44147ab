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

    /// Whether an image has a name under a manifest that is not one of these.
    func hasName(of imageID: Digest?, besides manifests: Set<Digest>) -> Bool {
        guard let imageID else { return false }
        return entries.contains {
            !manifests.contains($0.digest) && $0.annotations[Self.nameAnnotation] != nil
                && $0.annotations[Self.imageIDAnnotation] == imageID.description
        }
    }

    /// An image that comes onto the list, with the names that it gets.
    struct Addition {
        var manifest: Descriptor
        var imageID: Digest
        var references: [Reference]
    }

    /// Lists an image, under its names; a name that another image has moves.
    mutating func add(_ manifest: Descriptor, imageID: Digest, references: [Reference]) {
        add([Addition(manifest: manifest, imageID: imageID, references: references)])
    }

    /// Lists images as if they came one after the other: a name that several want is the last one's. Linear in the names
    /// of the list and the new ones together.
    mutating func add(_ additions: [Addition]) {
        var owners: [String: Digest] = [:]
        for addition in additions {
            for reference in addition.references { owners[reference.description] = addition.manifest.digest }
        }
        for entry in entries {
            guard let name = entry.annotations[Self.nameAnnotation], owners[name] == entry.digest else { continue }
            owners[name] = nil
        }
        removeNames(Set(owners.keys))
        let named = Set(owners.values)
        entries.removeAll { named.contains($0.digest) && $0.annotations[Self.nameAnnotation] == nil }
        var listed = Set(entries.map(\.digest)).union(named)
        for addition in additions {
            let digest = addition.manifest.digest
            var entry = addition.manifest
            entry.annotations = [Self.imageIDAnnotation: addition.imageID.description]
            if listed.insert(digest).inserted { entries.append(entry) }
            for reference in addition.references where owners[reference.description] == digest {
                owners[reference.description] = nil
                entry.annotations[Self.nameAnnotation] = reference.description
                entries.append(entry)
            }
        }
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
