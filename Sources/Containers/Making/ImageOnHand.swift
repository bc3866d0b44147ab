internal import BuildPlan
public import CommandLines
internal import Commands
internal import ContainerPlans
internal import Glibc
internal import ImageFormat
public import ImageStore
internal import Printing
internal import Processes
public import Surroundings
internal import SystemPackage

/// The image that a container is to be made of: the store's, else the one that `build` would begin from.
public struct ImageOnHand {
    private let name: String
    private let life: RunLifeOptions
    private let isQuiet: Bool

    /// The image that the options of `run` name; nothing is looked up yet.
    public init(_ options: RunOptions) {
        name = options.image
        life = options.life
        isQuiet = options.quiet
    }

    /// Fetches it where that is needed and wanted.
    ///
    /// - Throws: `StoreError` where there is none and none is wanted from elsewhere, `ContainerFault` for one of another
    ///   platform, `ExitCode` once the fetching program has said what is wrong.
    public func find(in store: Store, _ surroundings: Surroundings) throws -> StoredImage {
        if life.pull != "always" {
            do {
                return try checked(try store.resolve(name))
            } catch StoreError.noSuchImage(let missing) {
                guard life.pull == "missing", let reference = try? Reference(name) else {
                    throw StoreError.noSuchImage(missing)
                }
                if !isQuiet { StandardStream.error.write("Unable to find image '\(reference.familiar)' locally\n") }
            }
        }
        try fetch(store, surroundings)
        return try checked(try store.resolve(name))
    }

    /// `build` of `FROM NAME` alone, as a process of its own: it pulls, or makes the stand-in, and becomes other users.
    private func fetch(_ store: Store, _ surroundings: Surroundings) throws {
        let platform = life.platform.map { ["--platform", $0] } ?? []
        let pulls = life.pull == "always" ? ["--pull"] : []
        let words = ["build", "--unkept", "--progress", "rawjson"] + platform + pulls + ["-"]
        var program = surroundings.ownProgram(words)
        program.input = .bytes(Array("FROM \(name)\n".utf8))
        program.output = .pipe
        program.errors = .descriptor(STDERR_FILENO)
        // Ctrl-C is for both.
        program.leadsGroup = false
        let running: RunningProgram
        do { running = try program.start() } catch { throw ContainerFault("\(error)") }
        let events = running.readOutput(limit: Self.eventLimit)
        guard running.wait().code != 0 else { return }
        let said = FetchFailure.words(in: EventStream(bytes: events))
        if let said { StandardStream.error.write("docker: \(PrintableText(lines: said))\n") }
        // An image that cannot be had is often one whose tag was left out. The build may have named the one that was meant.
        MeantImage.tell(insteadOf: name, store.path, after: said)
        throw RefusedContainer.status
    }

    /// Bytes of events: their last ones say what went wrong.
    private static let eventLimit = 64 << 20

    private func checked(_ image: StoredImage) throws -> StoredImage {
        guard let text = life.platform else { return image }
        guard let wanted = Platform(text) else {
            throw ContainerFault("--platform \(text): expected os/architecture[/variant].")
        }
        let own = image.config.platform
        guard wanted.matches(own) else {
            throw ContainerFault(
                "The image \(name) is there for \(own) alone, not for \(text): pull it for that platform first.")
        }
        return image
    }
}
