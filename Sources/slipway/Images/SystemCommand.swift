import ArgumentParser
import BuildJournal
import ContainerRuntime
import Formats
import Glibc
import ImageFormat
import ImageStore
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
            guard force || Consent.isGiven(removing: "all containers that have ended, \(images), and \(cache)") else {
                return
            }
            let scope = all ? PruneScope(images: .unused, cache: .all) : PruneScope(images: .dangling, cache: .unused)
            // First of all, because it needs no free byte.
            let logs = store.journal.removeLogs()
            let containers = try removeContainers(of: store)
            if !containers.isEmpty { print("Deleted Containers:") }
            for id in containers { print("\(id)") }
            var report = try store.prune(scope)
            report.bytes += logs
            PruneWords.show(report)
        }
    }

    /// The IDs of those that were removed.
    private func removeContainers(of store: Store) throws -> [String] {
        let list = ContainerList(store: store.path)
        return try list.all().filter { $0.state.hasEnded }.map { folder in
            try list.remove(folder)
            try store.unpin(folder.record.id)
            return folder.record.id
        }
    }
}

/// The question of a prune.
enum Consent {
    /// Whether somebody says yes. Where nobody can be asked, it is no.
    static func isGiven(removing what: PrintableText) -> Bool {
        guard isatty(STDIN_FILENO) == 1 else {
            Complaint.print("nothing was removed, because nobody could be asked: say --force")
            return false
        }
        print("This removes \(what). Go on? [y/N] ", terminator: "")
        return ["y", "yes"].contains(readLine()?.lowercased() ?? "")
    }
}

/// What a prune says when it is done.
enum PruneWords {
    static func show(_ report: PruneReport) {
        if !report.images.isEmpty || !report.damaged.isEmpty { print("Deleted Images:") }
        for image in report.images {
            for reference in image.references { print("untagged: \(reference.familiar)") }
            print("deleted: \(image.id)")
        }
        for image in report.damaged {
            for reference in image.listed.references { print("untagged: \(reference.familiar)") }
            print("deleted: \(image.listed.id ?? image.listed.manifestDigest) (it was damaged)")
        }
        if report.records > 0 { print("Deleted build cache records: \(report.records)") }
        print("Total reclaimed space: \(ByteCount.text(report.bytes))")
    }
}
