import ArgumentParser
import FoundationEssentials
import Glibc
import ImageFormat
import ImageStore
import SystemPackage

/// `slipway pull`: an image from its registry.
struct PullCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pull", abstract: "Fetch an image from a registry into the store.")

    @Flag(name: [.short, .long], help: "Print nothing but the image's name.")
    var quiet = false

    @Option(help: "os/architecture[/variant]; this machine's where it is not given.")
    var platform: String?

    @Argument(help: "The image: NAME[:TAG|@DIGEST].")
    var image: String

    func run() throws {
        var pull: FetchedImage?
        try OpenedStore.run { store in
            let reference = try Reference(image)
            if !quiet, reference.digest == nil, !image.hasSuffix(":\(reference.tag ?? "")") {
                print("Using default tag: latest")
            }
            pull = try fetch(reference, into: try FetchedImage(reference, before: try store.image(reference), store))
        }
        guard let pull else { return }
        // The files of layers belong to many users: only now does the process become one that may own them.
        try OpenedStore.run(touchingLayers: true) { store in
            let loaded = try store.load(layout: FilePath(pull.folder), as: [pull.reference])
            pull.remove()
            report(pull, isNew: loaded.first?.image.id != pull.before)
        }
    }

    private func fetch(_ reference: Reference, into pull: FetchedImage) throws -> FetchedImage {
        if !quiet {
            let name = reference.digest?.description ?? reference.tag ?? ""
            print("\(name): Pulling from \(reference.path)")
            fflush(nil)
        }
        var progress = TransferProgress(isQuiet: quiet)
        let wanted = platform.map { ["--platform", $0] } ?? []
        try RegistryChild.run(["pull", reference.description, "--into", pull.folder] + wanted) { progress.take($0) }
        var pull = pull
        pull.digest = progress.digest
        return pull
    }

    private func report(_ pull: FetchedImage, isNew: Bool) {
        if !quiet {
            print("Digest: \(pull.digest ?? "")")
            let status = isNew ? "Downloaded newer image for" : "Image is up to date for"
            print("Status: \(status) \(pull.reference.familiar)")
        }
        print(quiet ? pull.reference.familiar : pull.reference.description)
    }
}

/// The folder that an image is fetched into: kept by the image's name, so that an interrupted pull goes on, and this
/// process's alone until it ends.
struct FetchedImage {
    let reference: Reference
    let folder: String
    /// The image that had the name before.
    let before: Digest?
    var digest: String?

    init(_ reference: Reference, before: StoredImage?, _ store: Store) throws {
        let parent = store.path.appending("pulls").string
        self.reference = reference
        self.before = before?.id
        folder = parent + "/" + Digest(of: Array(reference.description.utf8)).short
        mkdir(parent, 0o755)
        // The lock is the open file's: it ends with the process, however that ends.
        let lock = open(folder + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard lock >= 0, flock(lock, LOCK_EX) == 0, mkdir(folder, 0o755) == 0 || errno == EEXIST else {
            Complaint.print("\(folder) cannot be written: \(String(cString: strerror(errno)))")
            throw ExitCode.failure
        }
    }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }
}
