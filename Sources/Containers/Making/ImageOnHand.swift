public import CommandLines
internal import ContainerPlans
internal import Glibc
internal import ImageFormat
public import ImageStore
internal import Printing
internal import Processes
public import Surroundings

/// The image that a container is to be made of: the store's, else the one that `build` would begin from.
public struct ImageOnHand {
    private let name: String
    private let life: RunLifeOptions
    private let isQuiet: Bool

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
        try fetch(surroundings)
        return try checked(try store.resolve(name))
    }

    /// `build` of `FROM NAME` alone, as a process of its own: it pulls, or makes the stand-in, and becomes other users.
    private func fetch(_ surroundings: Surroundings) throws {
        let platform = life.platform.map { ["--platform", $0] } ?? []
        let pulls = life.pull == "always" ? ["--pull"] : []
        var program = Program([surroundings.program, "build", "--quiet"] + platform + pulls + ["-"])
        program.environment = surroundings.environment
        program.input = .bytes(Array("FROM \(name)\n".utf8))
        program.output = .nothing
        program.errors = .descriptor(STDERR_FILENO)
        // Ctrl-C is for both.
        program.leadsGroup = false
        let status: ExitStatus
        do { status = try program.start().wait() } catch { throw ContainerFault("\(error)") }
        guard status.code == 0 else { throw RefusedContainer.status }
    }

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
