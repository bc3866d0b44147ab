import ArgumentParser
import CLinux
import Clocks
import ContainerRuntime
import Containers
import Glibc
import ImageFormat
import ImageStore
import Printing
import Processes
import Surroundings
import SystemPackage

/// `slipway diff`
struct DiffCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Show which files a container has changed: A added, C changed, D deleted.")

    @Argument(help: "The container, by name or ID.")
    var container: String

    func run(in surroundings: Surroundings) throws {
        try OpenedContainers.run(in: surroundings) { store, list in
            let folder = try list.find(container)
            // Some of its files only their owner can read.
            if geteuid() != 0 { _ = try Namespaces.enter(beside: folder.firstProcess) }
            let layers = try store.layers(of: try store.resolve(folder.record.imageID)).map(\.path)
            let upper = store.layersPath.appending("\(try ContainerRoot.layer(folder))/diff")
            for change in try LayerChanges(upper: upper, lower: layers).all() {
                print("\(String(change.sign)) \(change.path)")
            }
        }
    }
}

/// `slipway commit`
struct CommitCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "commit", abstract: "Make an image of a container as it is.")

    @Option(name: [.short, .long], help: "Who made it.")
    var author: String?

    @Option(
        name: [.short, .long], parsing: .unconditionalSingleValue, help: "An instruction: 'CMD [\"sh\"]', 'ENV A=1'.")
    var change: [String] = []

    @Option(name: [.short, .long], help: "What is said of it in its history.")
    var message: String?

    @Option(name: [.short, .long], parsing: .unconditional, help: "Whether the container is paused meanwhile.")
    var pause = true

    @Argument(help: "The container, by name or ID.")
    var container: String

    @Argument(help: "Name of the image.")
    var name: String?

    func run(in surroundings: Surroundings) throws {
        // What the instructions are built upon: a Dockerfile names no image by its ID.
        let between = try Reference("slipway.invalid/commit:\(ContainerRecord.makeID().prefix(12))")
        var made: Digest?
        try OpenedContainers.run(in: surroundings) { store, list in
            let reference = try name.map { try Reference($0) }
            let folder = try list.find(container)
            let isPaused = pause && folder.state.isRunning && !folder.state.isPaused
            if isPaused { try folder.pause() }
            // What is paused is let go by a process that is still beside it.
            let process = folder.firstProcess
            if geteuid() != 0 { _ = try Namespaces.enter(beside: process) }
            defer { if isPaused { try? folder.unpause() } }
            made = try ContainerImage(author: author, message: message).make(
                of: folder, in: store, called: change.isEmpty ? reference : between)
        }
        guard let made else { return }
        if change.isEmpty { print("\(made.description)") } else { try changed(between, in: surroundings) }
    }

    /// The instructions, built upon the image: the builder knows how to read them.
    private func changed(_ between: Reference, in surroundings: Surroundings) throws {
        defer { try? OpenedStore.run(in: surroundings) { try $0.untag(between) } }
        let allowed = [
            "CMD", "ENTRYPOINT", "ENV", "EXPOSE", "LABEL", "ONBUILD", "USER", "VOLUME", "WORKDIR", "STOPSIGNAL",
            "HEALTHCHECK",
        ]
        for line in change {
            let keyword = line.prefix { !$0.isWhitespace }.uppercased()
            guard allowed.contains(keyword), !line.contains("\n") else {
                throw ValidationError("--change \(line): one instruction of \(allowed.joined(separator: ", ")).")
            }
        }
        guard let own = ProgramPaths.own else { throw CommandFailure("This program's own file cannot be found.") }
        let text = (["FROM \(between.description)"] + change).joined(separator: "\n") + "\n"
        var program = Program([own, "build", "--quiet"] + (name.map { ["--tag", $0] } ?? []) + ["-"])
        program.input = .bytes(Array(text.utf8))
        program.output = .descriptor(STDOUT_FILENO)
        program.errors = .descriptor(STDERR_FILENO)
        let status: ExitStatus
        do { status = try program.start().wait() } catch { throw CommandFailure("\(error)") }
        guard status.isSuccess else { throw ExitCode.failure }
    }
}

/// `slipway export`
struct ExportCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write the files of a container as a tar.")

    @Option(name: [.short, .long], help: "The file; standard output otherwise.")
    var output: String?

    @Argument(help: "The container, by name or ID.")
    var container: String

    func run(in surroundings: Surroundings) throws {
        guard output != nil || isatty(STDOUT_FILENO) == 0 else {
            throw CommandFailure("A tar is not for a terminal: use -o FILE, or redirect the output.")
        }
        try OpenedContainers.run(in: surroundings) { store, list in
            let folder = try list.find(container)
            var target = STDOUT_FILENO
            if let output {
                target = open(output, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
                guard target >= 0 else {
                    throw CommandFailure("\(output) cannot be written: \(Errno(rawValue: errno))")
                }
            }
            let root = try ContainerRoot(files: folder, in: store)
            let files = openat(root.directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            try Store.packTree(from: files, into: target)
            close(files)
            try root.close(discardingIn: store)
        }
    }
}

/// `slipway import`
struct ImportCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Make an image of the files in a tar.")

    @Option(name: [.short, .long], help: "What is said of it in its history.")
    var message: String?

    @Option(help: "os/architecture[/variant] of the files.")
    var platform: String?

    @Argument(help: "The tar, packed or not; - for standard input.")
    var file: String

    @Argument(help: "Name of the image.")
    var name: String?

    func validate() throws {
        guard !file.contains("://") else {
            throw ValidationError("\(file): fetch it first: curl -L \(file) | docker import - NAME")
        }
        guard platform == nil || platform.flatMap({ Platform($0) }) != nil else {
            throw ValidationError("--platform \(platform ?? ""): expected os/architecture[/variant].")
        }
    }

    func run(in surroundings: Surroundings) throws {
        let archive = file == "-" ? STDIN_FILENO : open(file, O_RDONLY | O_CLOEXEC)
        guard archive >= 0 else { throw CommandFailure("\(file) cannot be read: \(Errno(rawValue: errno))") }
        try OpenedStore.run(in: surroundings, touchingLayers: true) { store in
            let reference = try name.map { try Reference($0) }
            let use = try store.beginUse()
            let snapshot = try store.beginSnapshot()
            let layer: Layer
            do {
                let folder = open(snapshot.upper.string, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
                defer { close(folder) }
                try store.extract(archive: archive, into: folder)
                let committed = try store.commit(snapshot)
                _ = try store.computeDiff(of: committed.id)
                layer = try store.layer(committed.id)
            } catch {
                try? store.discard(snapshot)
                throw error
            }
            let now = Timestamp.now()
            let comment = message ?? "Imported from \(file)"
            let image = try store.putImage(
                config: ImageConfig(
                    created: now, platform: platform.flatMap { Platform($0) } ?? .host,
                    history: [HistoryEntry(created: now, comment: comment)]),
                layers: [layer], tags: reference.map { [$0] } ?? [])
            _ = consume use
            print("\(image.id.description)")
        }
    }
}
