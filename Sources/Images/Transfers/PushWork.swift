internal import ArgumentParser
internal import Commands
internal import FoundationEssentials
internal import Glibc
internal import ImageFormat
public import ImageStore
internal import Printing
public import Surroundings
internal import SystemPackage

/// What `slipway push` does.
public struct PushWork {
    private let image: String
    private let sendsAllTags: Bool
    private let compression: LayerPacking
    private let isQuiet: Bool

    /// - Parameter image: NAME[:TAG].
    public init(_ image: String, sendsAllTags: Bool, compression: LayerPacking, isQuiet: Bool) {
        self.image = image
        self.sendsAllTags = sendsAllTags
        self.compression = compression
        self.isQuiet = isQuiet
    }

    /// Packs what the registry does not have, and sends it.
    public func run(in surroundings: Surroundings) throws {
        try OpenedStore.run(in: surroundings, touchingLayers: true) { store in
            // While it is sent, what is made for it stays.
            let use = try store.beginUse()
            defer { _ = use }
            let wanted = try Reference(image)
            guard !sendsAllTags || image.split(separator: "/").last?.contains(":") != true else {
                throw ValidationError("--all-tags takes a repository without a tag.")
            }
            let all = try store.images()
            let found = all.flatMap { image in image.references.map { (image, $0) } }.filter {
                $0.1.repository == wanted.repository && $0.1.tag != nil && (sendsAllTags || $0.1 == wanted)
            }
            guard !found.isEmpty else {
                Complaint.print("An image does not exist locally with the tag: \(wanted.familiar)")
                throw ExitCode.failure
            }
            if !isQuiet { Line.print("The push refers to repository [\(wanted.repository)]") }
            for (image, reference) in found { try push(image, as: reference, among: all, from: store) }
        }
    }

    private func push(_ image: StoredImage, as reference: Reference, among all: [StoredImage], from store: Store) throws
    {
        if !isQuiet, sendsAllTags { Line.print("\(reference.tag ?? "")") }
        let folder = store.path.appending("tmp/push-\(getpid())")
        defer { try? FileManager.default.removeItem(atPath: folder.string) }
        let bundle = ImageBundle(
            images: [ImageBundle.Item(image: image, references: [reference])], packing: compression,
            present: try present(of: store.packedLayers(of: image, as: compression), at: reference))
        try store.export(bundle, to: folder, for: .momentary)
        var progress = TransferProgress(isQuiet: isQuiet)
        let mounts = Self.relatives(of: image, as: reference, among: all).flatMap { ["--mount", $0] }
        try RegistryChild.run(["push", reference.description, "--from", folder.string] + mounts) { progress.take($0) }
        if isQuiet { return Line.print("\(reference)") }
        let digest = progress.digest ?? ""
        let size = digest.split(separator: ":").last.flatMap {
            Self.size(folder.appending("blobs/sha256/\($0)").string)
        }
        Line.print("\(reference.tag ?? ""): digest: \(digest) size: \(size ?? 0)")
    }

    /// The blobs that the registry has, which need not be packed.
    private func present(of blobs: [Digest], at reference: Reference) throws -> Set<Digest> {
        guard !blobs.isEmpty else { return [] }
        var present: Set<Digest> = []
        try RegistryChild.run(["present", reference.description] + blobs.map(\.description)) { event in
            if event["event"]?.string == "present", let digest = event["digest"]?.string.flatMap({ Digest($0) }) {
                present.insert(digest)
            }
        }
        return present
    }

    /// Repositories of the same registry whose images share layers with this one, so that the registry may have them.
    private static func relatives(of image: StoredImage, as reference: Reference, among all: [StoredImage]) -> [String]
    {
        let layers = Set(image.config.diffIDs)
        let sharing = all.filter { !layers.isDisjoint(with: $0.config.diffIDs) }.flatMap(\.references)
        let paths = sharing.filter { $0.domain == reference.domain && $0.path != reference.path }.map(\.path)
        return Array(Set(paths).sorted().prefix(4))
    }

    private static func size(_ path: String) -> Int64? {
        var status = stat()
        return stat(path, &status) == 0 ? Int64(status.st_size) : nil
    }
}
