import ArgumentParser
import Commands
import ContainerRuntime
import Containers
import Glibc
import ImageFormat
import ImageStore
import Printing
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
            for change in try LayerChanges.all(of: folder, in: store) { print("\(String(change.sign)) \(change.path)") }
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
        try ContainerCommit(author: author, message: message, changes: change, pauses: pause)
            .make(of: container, named: name, in: surroundings)
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
            try FilesExport.write(folder, to: output, from: store)
        }
    }
}

/// `slipway import`
struct ImportCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Make an image of the files in a tar.")

    @Option(
        name: [.short, .long], parsing: .unconditionalSingleValue, help: "An instruction: 'CMD [\"sh\"]', 'ENV A=1'.")
    var change: [String] = []

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
        try FilesImport(message: message, platform: platform.flatMap { Platform($0) } ?? .host, changes: change)
            .make(of: file, named: name, in: surroundings)
    }
}
