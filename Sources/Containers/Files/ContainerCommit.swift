internal import ArgumentParser
internal import Commands
internal import ContainerRuntime
internal import Glibc
internal import ImageFormat
internal import ImageStore
internal import Printing
internal import Processes
public import Surroundings

/// What `slipway commit` does: an image of a container as it is, with further instructions built upon it.
public struct ContainerCommit {
    private let author: String?
    private let message: String?
    private let changes: [String]
    private let pauses: Bool

    /// - Parameters:
    ///   - changes: instructions.
    ///   - pauses: whether the container is paused meanwhile.
    public init(author: String?, message: String?, changes: [String], pauses: Bool) {
        self.author = author
        self.message = message
        self.changes = changes
        self.pauses = pauses
    }

    /// Makes the image and prints its ID.
    public func make(of container: String, named name: String?, in surroundings: Surroundings) throws {
        // What the instructions are built upon: a Dockerfile names no image by its ID.
        let between = try Reference("slipway.invalid/commit:\(ContainerRecord.makeID().prefix(12))")
        var made: Digest?
        try OpenedContainers.run(in: surroundings) { store, list in
            let reference = try name.map { try Reference($0) }
            made = try image(
                of: try list.find(container), in: store, called: changes.isEmpty ? reference : between)
        }
        guard let made else { return }
        guard !changes.isEmpty else { return Line.print("\(made.description)") }
        defer { try? OpenedStore.run(in: surroundings) { try $0.untag(between) } }
        try build(try Self.dockerfile(changes, upon: between), named: name)
    }

    private func image(of folder: ContainerFolder, in store: Store, called name: Reference?) throws -> Digest {
        let isPaused = pauses && folder.state.isRunning && !folder.state.isPaused
        if isPaused { try folder.pause() }
        // What is paused is let go by a process that is still beside it.
        let process = folder.firstProcess
        if geteuid() != 0 { _ = try Namespaces.enter(beside: process) }
        defer { if isPaused { try? folder.unpause() } }
        return try ContainerImage(author: author, message: message).make(of: folder, in: store, called: name)
    }

    private static let allowed = [
        "CMD", "ENTRYPOINT", "ENV", "EXPOSE", "LABEL", "ONBUILD", "USER", "VOLUME", "WORKDIR", "STOPSIGNAL",
        "HEALTHCHECK",
    ]

    /// The instructions, built upon the image: the builder knows how to read them.
    static func dockerfile(_ changes: [String], upon base: Reference) throws -> String {
        for line in changes {
            let keyword = line.prefix { !$0.isWhitespace }.uppercased()
            guard allowed.contains(keyword), !line.contains("\n") else {
                throw ValidationError("--change \(line): one instruction of \(allowed.joined(separator: ", ")).")
            }
        }
        return (["FROM \(base.description)"] + changes).joined(separator: "\n") + "\n"
    }

    private func build(_ dockerfile: String, named name: String?) throws {
        guard let own = ProgramPaths.own else { throw CommandFailure("This program's own file cannot be found.") }
        var program = Program([own, "build", "--quiet"] + (name.map { ["--tag", $0] } ?? []) + ["-"])
        program.input = .bytes(Array(dockerfile.utf8))
        program.output = .descriptor(STDOUT_FILENO)
        program.errors = .descriptor(STDERR_FILENO)
        let status: ExitStatus
        do { status = try program.start().wait() } catch { throw CommandFailure("\(error)") }
        guard status.isSuccess else { throw ExitCode.failure }
    }
}
