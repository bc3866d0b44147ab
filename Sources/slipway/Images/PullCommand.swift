import ArgumentParser
import FoundationEssentials
import Glibc
import ImageFormat
import ImageStore
import Printing
import Surroundings
import SystemPackage

/// `slipway pull`: an image from its registry.
struct PullCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "pull", abstract: "Fetch an image from a registry into the store.",
        discussion: OpenedStore.limitHelp)

    @Flag(name: [.short, .long], help: "Print nothing but the image's name.")
    var quiet = false

    @Option(help: "os/architecture[/variant]; this machine's where it is not given.")
    var platform: String?

    @Argument(help: "The image: NAME[:TAG|@DIGEST].")
    var image: String

    func run(in surroundings: Surroundings) throws {
        var pull: FetchedImage?
        try OpenedStore.run(in: surroundings) { store in
            let reference = try Reference(image)
            if !quiet, reference.digest == nil, !image.hasSuffix(":\(reference.tag ?? "")") {
                print("Using default tag: latest")
            }
            let folder = try store.pullFolder(for: reference)
            pull = try fetch(
                FetchedImage(reference: reference, folder: folder, before: try store.imageID(reference)))
        }
        guard let pull else { return }
        // The files of layers belong to many users: only now does the process become one that may own them.
        try OpenedStore.run(in: surroundings, touchingLayers: true) { store in
            let loaded = try store.load(layout: pull.folder.path, as: [pull.reference])
            try pull.folder.remove()
            if let id = loaded.first?.image.id { ImageEvents.tell("pull", id, pull.reference.familiar, in: store) }
            report(pull, isNew: loaded.first?.image.id != pull.before)
        }
    }

    private func fetch(_ pull: FetchedImage) throws -> FetchedImage {
        let reference = pull.reference
        if !quiet {
            let name = reference.digest?.description ?? reference.tag ?? ""
            print("\(name): Pulling from \(reference.path)")
        }
        var progress = TransferProgress(isQuiet: quiet)
        let wanted = platform.map { ["--platform", $0] } ?? []
        try RegistryChild.run(["pull", reference.description, "--into", pull.folder.path.string] + wanted) {
            progress.take($0)
        }
        var pull = pull
        pull.digest = progress.digest
        return pull
    }

    private func report(_ pull: FetchedImage, isNew: Bool) {
        if !quiet {
            print("Digest: \(pull.digest ?? "")")
            let status: PrintableText = isNew ? "Downloaded newer image for" : "Image is up to date for"
            print("Status: \(status) \(pull.reference.familiar)")
        }
        print("\(quiet ? pull.reference.familiar : pull.reference.description)")
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
