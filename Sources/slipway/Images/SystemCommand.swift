import ArgumentParser
import Commands
import ImageFormat
import ImageStore
import Images
import Printing
import Surroundings

/// `slipway system`: how the store's space is spent, and how to have it back.
struct SystemCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "system", abstract: "Show and free the space that the store takes.",
        subcommands: [DiskUsageCommand.self, EventsCommand.self, InfoCommand.self, PruneCommand.self])
}

/// `slipway system prune`.
struct PruneCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune",
        abstract: "Remove what nothing uses: containers that have ended, images without a name and build cache.")

    @Flag(name: [.short, .long], help: "Remove all images that no container uses, and the whole build cache.")
    var all = false

    @Flag(name: [.short, .long], help: "Do not ask.")
    var force = false

    @Flag(help: "Volumes are removed by `docker volume prune` here.")
    var volumes = false

    @Option(help: "Filters are those of `docker image prune` here.")
    var filter: [String] = []

    func run(in surroundings: Surroundings) throws {
        guard !volumes else { throw CommandFailure("--volumes: remove volumes by `docker volume prune`") }
        guard filter.isEmpty else { throw CommandFailure("--filter: use `docker image prune --filter`") }
        try OpenedStore.run(in: surroundings, touchingLayers: true) { store in
            let images: PrintableText = all ? "all images that no container uses" : "images without a name"
            let cache: PrintableText = all ? "the whole build cache" : "build cache that no image uses"
            guard force || Confirmation.isGiven(removing: "all containers that have ended, \(images), and \(cache)")
            else {
                return
            }
            let scope = all ? PruneScope(images: .unused, cache: .all) : PruneScope(images: .dangling, cache: .unused)
            try SystemPrune(of: store).run(scope)
        }
    }
}
