internal import Glibc
public import ImageFormat
internal import Synchronization
public import SystemPackage

/// How far a pull is.
public enum PullProgress: Equatable, Sendable {
    /// The manifest is known: how many blobs there are, and their bytes together.
    case resolved(digest: Digest, blobs: Int, bytes: Int64)
    /// Bytes of a blob that are here, of how many.
    case blob(Digest, completed: Int64, total: Int64)
    /// A layer that is not fetched, because its diff ID is among those that are known.
    case known(Digest)
}

/// Fetches one image into an OCI image layout (OCI image spec, image-layout.md).
///
/// What is there already and hashes right is not fetched again; a blob that was cut off goes on where it stopped.
public struct ImagePull: Sendable {
    private let client: RegistryClient
    private let folder: FilePath
    private let layers: Layers
    private let report: @Sendable (PullProgress) -> Void

    /// Which layers are wanted; the config always is.
    public enum Layers: Equatable, Sendable {
        case all
        /// The layout then is not whole.
        case only(Set<Digest>)
        /// All but those whose diff ID is among these; the layout then is not whole.
        case besides(diffIDs: Set<Digest>)
    }

    public init(
        client: RegistryClient, into folder: FilePath, layers: Layers = .all,
        report: @escaping @Sendable (PullProgress) -> Void
    ) {
        self.client = client
        self.folder = folder
        self.layers = layers
        self.report = report
    }

    /// Nested lists deeper than this are refused.
    private static let indexDepth = 3
    /// Blobs that are fetched at once.
    private static let parallelBlobs = 3

    /// Fetches the reference's image for a platform, and writes the layout's index last: a layout with an index is whole.
    /// - Returns: the digest that the registry has the reference under: of the list, where there is one of images for
    ///   several platforms, or else of the manifest.
    public func run(_ reference: Reference, platform: Platform) async throws -> Digest {
        let (bytes, type, named) = try await resolve(reference, platform: platform)
        let manifest: Manifest
        do { manifest = try Manifest(parsing: bytes) } catch { throw RegistryError.badDocument("\(error)") }
        let digest = Digest(of: bytes)
        try LayoutFiles.prepare(folder)
        // Another pull into this folder may be about to end: its parent was killed.
        let lock = try LayoutFiles.lock(folder)
        defer { try? lock.close() }
        let wanted = try await wantedLayers(of: manifest, reference)
        let blobs = [manifest.config] + wanted
        report(.resolved(digest: digest, blobs: blobs.count, bytes: Self.sum(blobs)))
        try demandRoom(for: blobs)
        try await fetch(blobs, of: reference)
        try LayoutFiles.write(bytes, to: LayoutFiles.blob(digest, in: folder))
        var entry = Descriptor(mediaType: type, of: bytes)
        entry.annotations = [
            "org.opencontainers.image.ref.name": reference.tag ?? "latest",
            "io.containerd.image.name": reference.description,
        ]
        try LayoutFiles.write(Index(manifests: [entry]).encoded(), to: folder.appending("index.json"))
        return named
    }

    private func wantedLayers(of manifest: Manifest, _ reference: Reference) async throws -> [Descriptor] {
        switch layers {
        case .all: return manifest.layers
        case .only(let digests): return manifest.layers.filter { digests.contains($0.digest) }
        case .besides(let diffIDs): return try await unknownLayers(of: manifest, besides: diffIDs, reference)
        }
    }

    /// The config lists the layers' diff IDs. A layer that it does not list is fetched, and the reader of the layout
    /// judges it.
    private func unknownLayers(
        of manifest: Manifest, besides known: Set<Digest>, _ reference: Reference
    ) async throws -> [Descriptor] {
        if known.isEmpty { return manifest.layers }
        try demandRoom(for: [manifest.config])
        // Its progress is told with that of the other blobs.
        try await ImagePull(client: client, into: folder) { _ in }.fetch(manifest.config, of: reference)
        guard let bytes = try? LayoutFiles.read(LayoutFiles.blob(manifest.config.digest, in: folder)),
            let config = try? ImageConfig(parsing: bytes), config.diffIDs.count == manifest.layers.count
        else { return manifest.layers }
        let unknown = zip(config.diffIDs, manifest.layers).filter { !known.contains($0.0) }
        let wanted = Set(unknown.map { $0.1.digest })
        for layer in manifest.layers where !wanted.contains(layer.digest) { report(.known(layer.digest)) }
        return manifest.layers.filter { wanted.contains($0.digest) }
    }

    /// The registry may state any sizes, so their sum may overflow.
    private static func sum(_ blobs: [Descriptor]) -> Int64 {
        blobs.reduce(0) { sum, blob in
            let (next, overflow) = sum.addingReportingOverflow(blob.size)
            return overflow ? .max : next
        }
    }

    /// A pull that does not fit on the disk is not begun. Blobs of an earlier try need no more room.
    private func demandRoom(for blobs: [Descriptor]) throws {
        let needed = Self.sum(blobs)
        let free = LayoutFiles.room(in: folder, with: blobs.map(\.digest))
        guard needed <= free else { throw RegistryError.noRoom(needed: needed, free: free) }
    }

    /// The image's manifest and its type, and the digest of what the reference itself names.
    private func resolve(_ reference: Reference, platform: Platform) async throws -> ([UInt8], MediaType, Digest) {
        var name = reference.digest.map(\.description) ?? reference.tag ?? "latest"
        var named: Digest?
        for _ in 0..<Self.indexDepth {
            let (type, bytes) = try await client.manifest(name, of: reference)
            let digest = named ?? Digest(of: bytes)
            named = digest
            if type.isManifest { return (bytes, type, digest) }
            guard type.isIndex else { throw RegistryError.badDocument("a manifest of the type \(type.name)") }
            let index: Index
            do { index = try Index(parsing: bytes) } catch { throw RegistryError.badDocument("\(error)") }
            guard let entry = index.manifest(for: platform) else {
                throw RegistryError.noSuchPlatform(platform, available: index.manifests.compactMap(\.platform))
            }
            name = entry.digest.description
        }
        throw RegistryError.badDocument("lists of manifests inside each other")
    }

    private func fetch(_ blobs: [Descriptor], of reference: Reference) async throws {
        var seen: Set<Digest> = []
        var waiting = blobs.filter { seen.insert($0.digest).inserted }[...]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for blob in waiting.prefix(Self.parallelBlobs) { group.addTask { try await fetch(blob, of: reference) } }
            waiting = waiting.dropFirst(Self.parallelBlobs)
            while try await group.next() != nil {
                guard let blob = waiting.popFirst() else { continue }
                group.addTask { try await fetch(blob, of: reference) }
            }
        }
    }

    private func fetch(_ blob: Descriptor, of reference: Reference) async throws {
        let target = LayoutFiles.blob(blob.digest, in: folder)
        if LayoutFiles.holds(target, blob) {
            report(.blob(blob.digest, completed: blob.size, total: blob.size))
            return
        }
        let partial = try PartialBlob(blob, at: FilePath(target.string + ".part"))
        let isResumed = partial.count > 0
        do {
            try await fetch(blob, into: partial, of: reference)
            try partial.finish(as: target)
        } catch RegistryError.digestMismatch where isResumed {
            // The wrong bytes may be those that an earlier try left.
            let anew = try PartialBlob(blob, at: FilePath(target.string + ".part"))
            try await fetch(blob, into: anew, of: reference)
            try anew.finish(as: target)
        }
    }

    /// Goes on where a connection was cut, as long as something comes; and not for ever.
    private func fetch(_ blob: Descriptor, into partial: PartialBlob, of reference: Reference) async throws {
        let report = report
        var idle = 0
        for _ in 0..<Self.connections {
            let before = partial.beginReply()
            if before == blob.size { return }
            do {
                try await client.blob(blob, of: reference, from: before) { start, bytes in
                    let count = try partial.write(bytes, from: start)
                    report(.blob(blob.digest, completed: count, total: blob.size))
                }
            } catch let error as RegistryError where error.isTransient {
                if idle + 1 >= client.retries.attempts { throw error }
            }
            idle = partial.count - before >= Self.worthwhile ? 0 : idle + 1
            if idle >= client.retries.attempts { return }
            try await client.retries.pause(idle + 1)
        }
    }

    /// Bytes that a connection must bring to count as one that works; the last one may bring fewer.
    private static let worthwhile: Int64 = 1 << 16

    /// Connections for one blob, at most.
    private static let connections = 50
}
