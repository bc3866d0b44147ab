internal import ImageFormat

/// The content of `index.json`: which manifests there are and what they are called. Pure.
///
/// An entry a name, as image layouts have it (OCI image spec, annotations.md, `ref.name`); an image without a name has
/// one entry without that annotation. Each entry of an image says under which digests registries have it.
struct ImageList: Equatable, Sendable {
    private(set) var entries: [Descriptor]

    static let nameAnnotation = "org.opencontainers.image.ref.name"
    static let imageIDAnnotation = "dev.slipway.image-id"
    /// References with a digest, in full, divided by blanks.
    static let digestsAnnotation = "dev.slipway.repository-digests"

    init(_ index: Index) { entries = index.manifests }

    var index: Index { Index(manifests: entries) }

    func has(_ manifest: Digest) -> Bool { entries.contains { $0.digest == manifest } }

    /// The entry of that name. With a digest the tag does not count, as in Docker: it is the one that a registry has the
    /// image under, or else the manifest's.
    func entry(named reference: Reference) -> Descriptor? {
        if let digest = reference.digest {
            return entries.first { Self.has(reference, digest, $0) } ?? entries.first { $0.digest == digest }
        }
        let name = reference.description
        return entries.first { $0.annotations[Self.nameAnnotation] == name }
    }

    /// All names of a manifest's image, in alphabetical order.
    func references(of manifest: Digest) -> [Reference] { Self.references(image(with: manifest)) }

    /// The names that lead to this manifest, and not to another one of its image.
    func ownReferences(of manifest: Digest) -> [Reference] {
        Self.references(entries.filter { $0.digest == manifest })
    }

    /// The names of the images of all manifests, each in alphabetical order.
    var referencesByManifest: [Digest: [Reference]] { byManifest(Self.references) }

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
        /// The references with a digest under which registries have the image.
        var digests: [Reference] = []
    }

    /// Lists an image, under its names; a name that another image has moves.
    mutating func add(_ manifest: Descriptor, imageID: Digest, references: [Reference]) {
        add([Addition(manifest: manifest, imageID: imageID, references: references)])
    }

    /// Adds images in their order: a name of several images belongs to the last of them. The time is linear in the
    /// number of old and new names.
    mutating func add(_ additions: [Addition]) {
        var additions = additions
        for index in additions.indices {
            additions[index].references = additions[index].references.map(\.withoutIdleTag)
        }
        var owners: [String: Digest] = [:]
        for addition in additions {
            for reference in addition.references { owners[reference.description] = addition.manifest.digest }
        }
        let noted = notedDigests
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
            entry.annotations[Self.digestsAnnotation] = noted[digest]
            if listed.insert(digest).inserted { entries.append(entry) }
            for reference in addition.references where owners[reference.description] == digest {
                owners[reference.description] = nil
                entry.annotations[Self.nameAnnotation] = reference.description
                entries.append(entry)
            }
        }
        dropTwins(of: additions)
        for addition in additions {
            for digest in addition.digests { note(digest, of: addition.manifest.digest) }
        }
    }

    /// Removes entries without a name of images that are also listed with another manifest. An image that was built
    /// here has another manifest when it is pulled from a registry, which then takes over its names.
    private mutating func dropTwins(of additions: [Addition]) {
        var owners: [String: Digest] = [:]
        for addition in additions where !addition.references.isEmpty {
            owners[addition.imageID.description] = addition.manifest.digest
        }
        let owner = { (entry: Descriptor) -> Digest? in
            guard entry.annotations[Self.nameAnnotation] == nil, let id = entry.annotations[Self.imageIDAnnotation],
                let owner = owners[id], owner != entry.digest
            else { return nil }
            return owner
        }
        let twins = entries.compactMap { entry in owner(entry).map { (entry, $0) } }
        guard !twins.isEmpty else { return }
        entries.removeAll { owner($0) != nil }
        for (twin, owner) in twins {
            for digest in Self.noted(twin).compactMap({ try? Reference($0) }) { note(digest, of: owner) }
        }
    }

    /// Removes names from their images. An image that loses its last name stays without a name.
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

    /// Adds the entries that do not conflict with the present ones: those with a free name or of an unlisted image.
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

    /// Takes a name away; its image stays, without a name if that was the last. With the last tag in a repository go the
    /// digests that the image has there, as in docker. A manifest that no name leads to any more is taken off the list
    /// where its image has another one with a name.
    /// - Returns: the name and the digests that went; none where nothing has the name.
    mutating func removeName(_ reference: Reference) -> [Reference] {
        if let digest = reference.digest {
            let wanted = reference.with(digest: digest)
            guard let owner = entry(named: wanted)?.digest, digests(of: owner).contains(wanted) else { return [] }
            removeDigests([wanted], of: owner)
            dropNameless(of: owner)
            return [wanted]
        }
        let name = reference.description
        let named = entries.first { $0.annotations[Self.nameAnnotation] == name }
        guard let owner = named?.digest else { return [] }
        removeNames([name])
        let isThere = { (other: Reference) in other.repository == reference.repository }
        let isLast = !references(of: owner).contains { $0.digest == nil && isThere($0) }
        let going = isLast ? digests(of: owner).filter(isThere) : []
        removeDigests(going, of: owner)
        dropNameless(of: owner)
        return [reference] + going
    }

    /// Takes the manifests without a name off the list where another manifest of their image has one.
    private mutating func dropNameless(of manifest: Digest) {
        let own = image(with: manifest)
        let named = own.filter {
            $0.annotations[Self.nameAnnotation] != nil || $0.annotations[Self.digestsAnnotation] != nil
        }
        guard !named.isEmpty else { return }
        remove(manifests: Set(own.map(\.digest)).subtracting(named.map(\.digest)))
    }

    /// Takes images with all their names off the list.
    mutating func remove(manifests: Set<Digest>) { entries.removeAll { manifests.contains($0.digest) } }
}

// MARK: Images with several manifests

extension ImageList {
    /// The entries of a manifest's image. An image may have several manifests: one as it was built, and another as a
    /// registry or an archive has it.
    private func image(with manifest: Digest) -> [Descriptor] {
        let own = entries.filter { $0.digest == manifest }
        let ids = Set(own.compactMap { $0.annotations[Self.imageIDAnnotation] })
        return entries.filter { entry in
            entry.digest == manifest || entry.annotations[Self.imageIDAnnotation].map(ids.contains) ?? false
        }
    }

    /// What is read from the entries of each image, under each of the image's manifests.
    private func byManifest(_ read: ([Descriptor]) -> [Reference]) -> [Digest: [Reference]] {
        var ids: [Digest: String] = [:]
        for entry in entries { if let id = entry.annotations[Self.imageIDAnnotation] { ids[entry.digest] = id } }
        var found: [Digest: [Reference]] = [:]
        for image in Dictionary(grouping: entries, by: { ids[$0.digest] ?? $0.digest.description }).values {
            let references = read(image)
            for entry in image { found[entry.digest] = references }
        }
        return found
    }
}

// MARK: Digests of registries

extension ImageList {
    /// What registries have a manifest's image under, in alphabetical order; what was pulled by its digest has it as a name.
    func digests(of manifest: Digest) -> [Reference] { Self.digests(image(with: manifest)) }

    /// The digests that lead to this manifest, and not to another one of its image.
    func ownDigests(of manifest: Digest) -> [Reference] { Self.digests(entries.filter { $0.digest == manifest }) }

    /// The digests of the images of all manifests, each in alphabetical order.
    var digestsByManifest: [Digest: [Reference]] { byManifest(Self.digests) }

    private static func digests(_ entries: [Descriptor]) -> [Reference] {
        let named = entries.compactMap { $0.annotations[nameAnnotation] }.filter { $0.contains("@") }
        let texts = entries.flatMap(noted) + named
        return Set(texts.compactMap { (try? Reference($0))?.withoutIdleTag }).filter { $0.digest != nil }
            .sorted { $0.description < $1.description }
    }

    private static func noted(_ entry: Descriptor) -> [String] {
        entry.annotations[digestsAnnotation]?.split(separator: " ").map(String.init) ?? []
    }

    /// The annotations as they stand, by manifest.
    private var notedDigests: [Digest: String] {
        var noted: [Digest: String] = [:]
        for entry in entries { if let text = entry.annotations[Self.digestsAnnotation] { noted[entry.digest] = text } }
        return noted
    }

    /// Whether an entry has that digest in the reference's repository.
    private static func has(_ reference: Reference, _ digest: Digest, _ entry: Descriptor) -> Bool {
        let wanted = reference.with(digest: digest)
        if noted(entry).contains(wanted.description) { return true }
        guard let name = entry.annotations[nameAnnotation], name.hasSuffix("@\(digest)") else { return false }
        return (try? Reference(name))?.withoutIdleTag == wanted
    }

    /// Notes that a registry has a manifest's image under a digest; it is taken from an image that had it before. Nothing
    /// changes where the list does not have the manifest.
    mutating func note(_ reference: Reference, of manifest: Digest) {
        guard has(manifest) else { return }
        let text = reference.withoutIdleTag.description
        for index in entries.indices {
            var noted = Set(Self.noted(entries[index]))
            let isNew = entries[index].digest == manifest ? noted.insert(text).inserted : noted.remove(text) != nil
            if isNew { write(noted, at: index) }
        }
    }

    private mutating func removeDigests(_ digests: [Reference], of manifest: Digest) {
        guard !digests.isEmpty else { return }
        let own = Set(image(with: manifest).map(\.digest))
        let gone = Set(digests.map(\.description))
        for index in entries.indices where own.contains(entries[index].digest) {
            let noted = Self.noted(entries[index])
            let kept = noted.filter { !gone.contains($0) }
            if kept.count < noted.count { write(Set(kept), at: index) }
        }
        let names = entries.filter { own.contains($0.digest) }.compactMap { $0.annotations[Self.nameAnnotation] }
        removeNames(
            Set(names.filter { name in (try? Reference(name)).map { digests.contains($0.withoutIdleTag) } ?? false }))
    }

    private mutating func write(_ noted: Set<String>, at index: Int) {
        entries[index].annotations[Self.digestsAnnotation] = noted.isEmpty ? nil : noted.sorted().joined(separator: " ")
    }
}
