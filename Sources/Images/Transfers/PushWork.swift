internal import ArgumentParser
internal import Commands
internal import FoundationEssentials
internal import Glibc
internal import ImageFormat
public import ImageStore
internal import Printing
public import Surroundings
internal import SystemPackage

/// The work of `slipway push`.
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

    /// Packs the layers that the registry does not have, and sends them.
    public func run(in surroundings: Surroundings) throws {
        try OpenedStore.run(in: surroundings, touchingLayers: true) { store in
            // No prune may remove the packed layers while they are sent.
            let use = try store.beginUse()
            defer { _ = use }
            let wanted = try Reference(image)
            guard !sendsAllTags || image.split(separator: "/").last?.contains(":") != true else {
                throw ValidationError("--all-tags takes a repository without a tag.")
            }
            let all = try store.images()
            let tagged = all.flatMap { image in image.references.map { (image, $0) } }.filter {
                $0.1.repository == wanted.repository && $0.1.digest == nil
            }
            let found = tagged.filter { sendsAllTags || $0.1 == wanted }
            if !isQuiet, !sendsAllTags, wanted.isTagImplied(in: image) { Line.print("Using default tag: latest") }
            if !isQuiet, !tagged.isEmpty { Line.print("The push refers to repository [\(wanted.repository)]") }
            guard !found.isEmpty else {
                throw CommandFailure(
                    tagged.isEmpty
                        ? "An image does not exist locally with the tag: \(wanted.familiarRepository)"
                        : "tag does not exist: \(wanted.familiar)")
            }
            for (image, reference) in found {
                // The manifest of this name: the image may have another one under its other names.
                try push(try store.image(reference) ?? image, as: reference, among: all, from: store)
            }
        }
    }

    private func push(_ image: StoredImage, as reference: Reference, among all: [StoredImage], from store: Store) throws
    {
        if !isQuiet, sendsAllTags { Line.print("\(reference.tag ?? "")") }
        var progress = TransferProgress(isQuiet: isQuiet)
        // A layer that was packed before is probably in the registry, so it is packed again only if the registry asks.
        var assumed = Set(try store.packedLayers(of: image, as: compression))
        var mounts = Self.relatives(of: image, as: reference, among: all)
        var size = try send(image, as: reference, besides: assumed, mounts, from: store, &progress)
        while case let absent = progress.takeAbsent(), !absent.isEmpty {
            guard !absent.isDisjoint(with: assumed) else {
                throw CommandFailure("the layers of \(reference.familiar) went while they were sent: push it again")
            }
            assumed.subtract(absent)
            // The related repositories were already asked for every layer, so they need not be asked again.
            mounts = []
            size = try send(image, as: reference, besides: assumed, mounts, from: store, &progress)
        }
        if let pushed = progress.digest.flatMap({ Digest($0) }) { try store.note(pushed, in: reference, of: image) }
        if isQuiet { return Line.print("\(reference)") }
        Line.print("\(reference.tag ?? ""): digest: \(progress.digest ?? "") size: \(size)")
    }

    /// Exports an image without some of its layers, and sends it.
    /// - Returns: the size of the manifest in bytes.
    private func send(
        _ image: StoredImage, as reference: Reference, besides assumed: Set<Digest>, _ mounts: [String],
        from store: Store, _ progress: inout TransferProgress
    ) throws -> Int64 {
        let folder = store.path.appending("tmp/push-\(getpid())")
        defer { try? FileManager.default.removeItem(atPath: folder.string) }
        let bundle = ImageBundle(
            images: [ImageBundle.Item(image: image, references: [reference])], packing: compression, present: assumed)
        try store.export(bundle, to: folder, for: .momentary)
        let words = ["push", reference.description, "--from", folder.string, "--tell-absent"]
        try RegistryChild.run(words + mounts.flatMap { ["--mount", $0] }) { progress.take($0) }
        let digest = progress.digest?.split(separator: ":").last ?? ""
        return Self.size(folder.appending("blobs/sha256/\(digest)").string) ?? 0
    }

    /// The repositories of the same registry whose images share layers with this one. The registry may copy the layers
    /// from there.
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
