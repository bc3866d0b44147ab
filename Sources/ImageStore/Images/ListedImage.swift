public import ImageFormat
public import SystemPackage

/// What the index alone knows of an image. It is enough to remove an image whose documents are gone.
public struct ListedImage: Equatable, Sendable {
    public let manifestDigest: Digest
    /// Docker's image ID; nil where another program wrote the index.
    public let id: Digest?
    /// All names of the image, in alphabetical order.
    public let references: [Reference]
    /// What registries have the image under, as names with a digest, in alphabetical order.
    public let repositoryDigests: [Reference]

    init(_ entry: Descriptor, references: [Reference], digests: [Reference]) {
        manifestDigest = entry.digest
        id = entry.annotations[ImageList.imageIDAnnotation].flatMap { Digest($0) }
        self.references = references
        repositoryDigests = digests
    }

    init(_ entry: Descriptor, _ list: ImageList) {
        self.init(entry, references: list.references(of: entry.digest), digests: list.digests(of: entry.digest))
    }

    /// A manifest with the names that lead to it, and without those of its image's other manifests.
    init(alone entry: Descriptor, _ list: ImageList) {
        self.init(
            entry, references: list.ownReferences(of: entry.digest), digests: list.ownDigests(of: entry.digest))
    }

    /// All references to the image: those with a tag, then those with a digest.
    public var allReferences: [Reference] { references.filter { $0.digest == nil } + repositoryDigests }

    /// Its identification where no name was given.
    var name: String { references.first?.familiar ?? (id ?? manifestDigest).short }
}

/// An image that is listed and cannot be read any more.
public struct DamagedImage: Equatable, Sendable {
    public let listed: ListedImage
    /// The document that is at fault.
    public let path: FilePath
    public let damage: StoreError.Damage
}

extension Store {
    /// What the index says of the image that a reference, an ID or the beginning of an ID names; its documents are not
    /// read. Throws `noSuchImage` and `ambiguousID`.
    public func listed(_ name: String) throws(StoreError) -> ListedImage {
        let list = try imageList()
        if let reference = try? Reference(name), let entry = list.entry(named: reference) {
            return ListedImage(entry, list)
        }
        let prefix = name.hasPrefix("sha256:") ? String(name.dropFirst(7)) : name
        guard !prefix.isEmpty, prefix.utf8.allSatisfy({ isHexadecimal($0) }) else { throw .noSuchImage(name) }
        let matches = list.manifests(imageIDPrefix: prefix)
        guard let match = matches.first else { throw .noSuchImage(name) }
        // One image may be listed with two manifests: as it was built, and as it was loaded compressed.
        let ids = Set(matches.map { $0.annotations[ImageList.imageIDAnnotation] })
        guard ids.count == 1 else { throw .ambiguousID(name) }
        return ListedImage(match, list)
    }

    /// The other manifests of the same image: it may be listed as it was built, and as it was pulled compressed.
    public func otherManifests(of image: ListedImage) throws(StoreError) -> [ListedImage] {
        guard let id = image.id else { return [] }
        let list = try imageList()
        return list.manifests(imageIDPrefix: id.hex).filter { $0.digest != image.manifestDigest }
            .map { ListedImage($0, list) }
    }

    /// The ID of the image that has the name, whether or not it can be read; nil where none has it.
    public func imageID(_ reference: Reference) throws(StoreError) -> Digest? {
        let list = try imageList()
        return list.entry(named: reference).flatMap { ListedImage($0, references: [], digests: []).id }
    }
}

private func isHexadecimal(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
}

/// Finds layers by diff ID, each once: images share them.
struct LayerLookup {
    let store: Store
    private var found: [Digest: Layer?] = [:]

    init(store: Store) { self.store = store }

    mutating func layer(_ diffID: Digest) throws(StoreError) -> Layer? {
        if let known = found[diffID] { return known }
        let layer = try store.layer(diffID: diffID)
        found[diffID] = .some(layer)
        return layer
    }
}
