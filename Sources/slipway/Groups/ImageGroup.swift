import ArgumentParser
import Commands
import ImageFormat
import ImageStore
import Images
import Listings
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
            let filters = try ImageFilters(filter) { _ in nil }
            let what: PrintableText = all ? "all images that no container uses" : "images without a name"
            guard force || Confirmation.isGiven(removing: what) else { return }
            var report = PruneReport()
            if filter.isEmpty {
                report = try store.prune(PruneScope(images: all ? .unused : .dangling, cache: .none))
            } else {
                try remove(filters, from: store, &report)
            }
            PruneWords.show(report)
        }
    }

    private func remove(_ filters: ImageFilters, from store: Store, _ report: inout PruneReport) throws {
        for image in try store.images() where all || image.references.isEmpty {
            guard ImageLine.lines(of: image).allSatisfy({ filters.admits($0) }) else { continue }
            do throws(StoreError) {
                let removed = try store.remove(image)
                report.images += removed.images
                report.bytes += removed.bytes
            } catch {
                guard case .imageInUse = error else { throw error }
            }
        }
    }
}
