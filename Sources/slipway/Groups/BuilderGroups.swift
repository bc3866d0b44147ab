import ArgumentParser
import Commands
import ImageStore
import Images
import Listings
import Printing
import Surroundings

/// `docker builder`
struct BuilderGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "builder", abstract: "The builder and its cache.",
        subcommands: [BuildCommand.self, BuilderPruneCommand.self])
}

/// `docker buildx`: there is one builder, and it is always there.
struct BuildxGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "buildx", abstract: "The builder, by the names of docker's plugin.",
        subcommands: [
            BuildCommand.self, BuilderUsageCommand.self, BuilderListCommand.self, BuilderInspectCommand.self,
            BuilderPruneCommand.self, BuildxVersionCommand.self,
        ])
}

/// `docker builder prune` and `docker buildx prune`.
struct BuilderPruneCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune", abstract: "Remove the build cache that no image uses.")

    @Flag(name: [.short, .long], help: "Remove the whole build cache.")
    var all = false

    @Flag(name: [.short, .long], help: "Do not ask.")
    var force = false

    @Flag(help: "Accepted; there is nothing more to say.")
    var verbose = false

    @Option(parsing: .unconditionalSingleValue, help: "until=TIME, or 36h: only what was used last so long ago.")
    var filter: [String] = []

    func run(in surroundings: Surroundings) throws {
        try OpenedStore.run(in: surroundings, touchingLayers: true) { store in
            let prune = try CachePrune(of: store, isAll: all, filters: filter)
            let what: PrintableText = all ? "all build cache" : "all dangling build cache"
            guard force || Confirmation.isGiven("This will remove \(what).") else { return }
            PruneWords.show(try prune.run())
        }
    }
}

/// `docker buildx du`
struct BuilderUsageCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "du", abstract: "Show how much space the build cache takes.")

    @Flag(help: "Accepted; there is nothing more to say.")
    var verbose = false

    func run(in surroundings: Surroundings) throws {
        try OpenedStore.run(in: surroundings) { store in
            print(OneBuilder.usage(try store.diskUsage().cache))
        }
    }
}

/// `docker buildx ls`
struct BuilderListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "ls", abstract: "List the builders: there is one.")

    @Option(help: FormatHelp.text(OneBuilder.columns))
    var format: String?

    func run() throws {
        try OpenedStore.tellingFaults {
            print(try OneBuilder.list(version: ProgramVersion.current, format: format), terminator: "")
        }
    }
}

/// `docker buildx inspect`
struct BuilderInspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "inspect", abstract: "Describe the builder.")

    @Flag(help: "Accepted: the builder is always ready.")
    var bootstrap = false

    @Argument(help: "The builder; there is only `default`.")
    var name = OneBuilder.name

    func run() throws {
        if let refusal = OneBuilder.refusal(of: name) { throw CommandFailure(refusal) }
        print(OneBuilder.description)
    }
}

/// `docker buildx version`
struct BuildxVersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "version", abstract: "Show which program does the work of buildx.")

    func run() { print("slipway \(ProgramVersion.current), in the place of github.com/docker/buildx") }
}
