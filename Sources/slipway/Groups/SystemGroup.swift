import ArgumentParser
import Commands
import ContainerPlans
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
        abstract:
            "Remove what nothing uses: containers that have ended, networks, images without a name and build cache.")

    @Flag(name: [.short, .long], help: "Remove all images that no container uses, and the whole build cache.")
    var all = false

    @Flag(name: [.short, .long], help: "Do not ask.")
    var force = false

    @Flag(help: "Remove anonymous volumes that no container has, too.")
    var volumes = false

    @Option(
        parsing: .unconditionalSingleValue, help: "until=TIME (or 36h: how long ago), label=NAME[=VALUE], label!=….")
    var filter: [String] = []

    func run(in surroundings: Surroundings) throws {
        let filters = try filter.map { try PruneFilter($0) }
        guard !volumes || !filter.contains(where: { $0.hasPrefix("until=") }) else {
            throw ValidationError("The \"until\" filter is not supported with \"--volumes\".")
        }
        let extent = SystemPrune.Extent(isAll: all, withVolumes: volumes, filters: filter)
        try OpenedStore.run(in: surroundings, touchingLayers: true) { store in
            guard force || Confirmation.isGiven(PrintableText(lines: extent.warning)) else { return }
            let prune = SystemPrune(of: store, extent) { labels, created in
                filters.allSatisfy { $0.admits(labels, created) }
            }
            try prune.run()
        }
    }
}
