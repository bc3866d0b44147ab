import ArgumentParser
import Commands
import ImageStore
import Images
import Printing
import Surroundings

/// `docker image`: the commands about images, by docker's newer names.
struct ImageGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "image", abstract: "Images: build, list, remove and so on.",
        subcommands: [
            BuildCommand.self, HistoryCommand.self, ImageInspectCommand.self, LoadCommand.self,
            Named<Ls, ImagesCommand>.self, ImagePruneCommand.self, PullCommand.self, PushCommand.self,
            Named<Rm, RemoveImagesCommand>.self, SaveCommand.self, TagCommand.self,
        ])
}

/// `docker image inspect`: a container of the same name does not come first.
struct ImageInspectCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "Show all that is known of images, as JSON.")

    @OptionGroup var command: InspectCommand

    func run(in surroundings: Surroundings) throws {
        var command = command
        command.type = .image
        try command.run(in: surroundings)
    }
}

/// `docker image prune`.
struct ImagePruneCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune", abstract: "Remove images without a name that no container uses.")

    @Flag(name: [.short, .long], help: "Remove all images that no container uses, those with names too.")
    var all = false

    @Flag(name: [.short, .long], help: "Do not ask.")
    var force = false

    @Option(help: "until=TIME (or 36h: how long ago), label=NAME[=VALUE], label!=NAME[=VALUE].")
    var filter: [String] = []

    func run(in surroundings: Surroundings) throws {
        try OpenedStore.run(in: surroundings, touchingLayers: true) { store in
            let prune = try ImagePrune(of: store, withNamed: all, filters: filter)
            let what: PrintableText =
                all ? "all images without at least one container associated to them" : "all dangling images"
            guard force || Confirmation.isGiven("This will remove \(what).") else { return }
            PruneWords.show(try prune.run())
        }
    }
}
