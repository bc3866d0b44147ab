public import ImageFormat
public import SystemPackage

/// How far a push is.
public enum PushProgress: Equatable, Sendable {
    /// The registry has the blob already.
    case present(Digest)
    case uploaded(Digest, bytes: Int64)
    /// The registry took it over from another repository.
    case mounted(Digest, from: String)
}

/// Sends one image of an OCI image layout to a registry: blobs first, the manifest last, so that a tag never names an
/// image that is not whole.
public struct ImagePush: Sendable {
    private let client: RegistryClient
    private let folder: FilePath
    private let repositories: [String]
    private let report: @Sendable (PushProgress) -> Void

    /// `mountingFrom` names other repositories of the registry that may have some of the blobs already.
    public init(
        client: RegistryClient, from folder: FilePath, mountingFrom repositories: [String] = [],
        report: @escaping @Sendable (PushProgress) -> Void
    ) {
        self.client = client
        self.folder = folder
        self.repositories = repositories
        self.report = report
    }

    /// Pushes the layout's only image under the reference. The layout need not have blobs that the registry has.
    /// - Returns: the manifest's digest.
    /// - Throws: `absent` where the registry lacks some that the layout lacks too; the others have been sent then.
    public func run(_ reference: Reference) async throws -> Digest {
        let index: Index
        let manifest: Manifest
        let bytes: [UInt8]
        do {
            index = try Index(parsing: try LayoutFiles.read(folder.appending("index.json")))
            guard let entry = index.manifests.first, index.manifests.count == 1, entry.mediaType.isManifest else {
                throw RegistryError.badDocument("the layout holds \(index.manifests.count) images, not one")
            }
            bytes = try LayoutFiles.read(LayoutFiles.blob(entry.digest, in: folder))
            manifest = try Manifest(parsing: bytes)
        } catch let error as FormatError {
            throw RegistryError.badDocument("\(error)")
        }
        try await push(manifest.layers + [manifest.config], of: reference)
        try await client.putManifest(bytes, type: manifest.mediaType, of: reference)
        return Digest(of: bytes)
    }

    /// Blobs that are sent at once.
    private static let parallelBlobs = 3

    private func push(_ blobs: [Descriptor], of reference: Reference) async throws {
        var seen: Set<Digest> = []
        var waiting = blobs.filter { seen.insert($0.digest).inserted }[...]
        var absent: Set<Digest> = []
        try await withThrowingTaskGroup(of: Digest?.self) { group in
            for blob in waiting.prefix(Self.parallelBlobs) { group.addTask { try await push(blob, of: reference) } }
            waiting = waiting.dropFirst(Self.parallelBlobs)
            while let missing = try await group.next() {
                if let missing { absent.insert(missing) }
                guard let blob = waiting.popFirst() else { continue }
                group.addTask { try await push(blob, of: reference) }
            }
        }
        guard absent.isEmpty else { throw RegistryError.absent(absent) }
    }

    /// - Returns: the blob's digest where neither the registry nor the layout has it.
    private func push(_ blob: Descriptor, of reference: Reference) async throws -> Digest? {
        if try await client.hasBlob(blob.digest, of: reference) {
            report(.present(blob.digest))
            return nil
        }
        let path = LayoutFiles.blob(blob.digest, in: folder)
        guard LayoutFiles.exists(path) else {
            let owner = try await client.takeOver(blob.digest, of: reference, from: repositories)
            if let owner { report(.mounted(blob.digest, from: owner)) }
            return owner == nil ? blob.digest : nil
        }
        guard LayoutFiles.holds(path, blob) else {
            throw RegistryError.badDocument("the layout's blob \(blob.digest) is missing or is not what it should be")
        }
        switch try await client.upload(blob, file: path.string, of: reference, mountingFrom: repositories) {
        case .sent: report(.uploaded(blob.digest, bytes: blob.size))
        case .mounted(let repository): report(.mounted(blob.digest, from: repository))
        }
        return nil
    }
}
