internal import Commands
internal import ImageFormat
internal import ImageStore
internal import Printing
public import Surroundings
internal import SystemPackage

/// The work of `slipway pull`.
public struct PullWork {
    private let image: String
    private let platform: String?
    private let isQuiet: Bool

    /// - Parameters:
    ///   - image: NAME[:TAG|@DIGEST].
    ///   - platform: os/architecture[/variant]; nil for this machine's.
    public init(_ image: String, platform: String?, isQuiet: Bool) {
        self.image = image
        self.platform = platform
        self.isQuiet = isQuiet
    }

    /// Fetches the image with `slipway-registry`, then loads it into the store.
    public func run(in surroundings: Surroundings) throws {
        var pull: FetchedImage?
        // Layers that the store has are not fetched, so no prune may remove them until the image is loaded.
        var use: StoreUse?
        defer { withExtendedLifetime(use) {} }
        try OpenedStore.run(in: surroundings) { store in
            let reference = try Reference(image)
            if !isQuiet, reference.digest == nil, !image.hasSuffix(":\(reference.tag ?? "")") {
                Line.print("Using default tag: latest")
            }
            let folder = try store.pullFolder(for: reference)
            use = try store.beginUse()
            pull = try fetch(
                FetchedImage(reference: reference, folder: folder, before: try store.imageID(reference)),
                besides: try folder.listKnownLayers())
        }
        guard let pull else { return }
        // The files of layers belong to many users, so the process enters their user namespace now.
        try OpenedStore.run(in: surroundings, touchingLayers: true) { store in
            let loaded = try store.load(
                layout: pull.folder.path, as: [pull.reference], fetchedAs: pull.digest.flatMap { Digest($0) })
            try pull.folder.remove()
            if let id = loaded.first?.image.id { ImageEvents.tell("pull", id, pull.reference.familiar, in: store) }
            report(pull, isNew: loaded.first?.image.id != pull.before)
        }
    }

    private func fetch(_ pull: FetchedImage, besides known: FilePath) throws -> FetchedImage {
        let reference = pull.reference
        if !isQuiet {
            let name = reference.digest?.description ?? reference.tag ?? ""
            Line.print("\(name): Pulling from \(reference.path)")
        }
        var progress = TransferProgress(isQuiet: isQuiet)
        let wanted = platform.map { ["--platform", $0] } ?? []
        let options = wanted + ["--known", known.string]
        try RegistryChild.run(["pull", reference.description, "--into", pull.folder.path.string] + options) {
            progress.take($0)
        }
        var pull = pull
        pull.digest = progress.digest
        return pull
    }

    private func report(_ pull: FetchedImage, isNew: Bool) {
        if !isQuiet {
            Line.print("Digest: \(pull.digest ?? "")")
            let status: PrintableText = isNew ? "Downloaded newer image for" : "Image is up to date for"
            Line.print("Status: \(status) \(pull.reference.familiar)")
        }
        Line.print("\(isQuiet ? pull.reference.familiar : pull.reference.description)")
    }
}

/// An image that is being fetched.
struct FetchedImage {
    let reference: Reference
    let folder: PullFolder
    /// The image that had the name before.
    let before: Digest?
    var digest: String?
}
