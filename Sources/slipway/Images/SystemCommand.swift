import ArgumentParser
import BuildJournal
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
        subcommands: [DiskUsageCommand.self, PruneCommand.self])
}

/// `slipway system prune`.
struct PruneCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune", abstract: "Remove what nothing uses: images without a name and build cache.")

    @Flag(name: [.short, .long], help: "Remove all images that no container uses, and the whole build cache.")
    var all = false

    @Flag(name: [.short, .long], help: "Do not ask.")
    var force = false

    func run(in surroundings: Surroundings) throws {
        try OpenedStore.run(in: surroundings, touchingLayers: true) { store in
            guard force || confirmed() else { return }
            let scope = all ? PruneScope(images: .unused, cache: .all) : PruneScope(images: .dangling, cache: .unused)
            // First of all, because it needs no free byte.
            let logs = store.journal.removeLogs()
            var report = try store.prune(scope)
            report.bytes += logs
            show(report)
        }
    }

    private func confirmed() -> Bool {
        guard isatty(STDIN_FILENO) == 1 else {
            Complaint.print("nothing was removed, because nobody could be asked: say --force")
            return false
        }
        let images = all ? "all images that no container uses" : "images without a name"
        let cache = all ? "the whole build cache" : "build cache that no image uses"
        print("This removes \(images), and \(cache). Go on? [y/N] ", terminator: "")
        return ["y", "yes"].contains(readLine()?.lowercased() ?? "")
    }

    private func show(_ report: PruneReport) {
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
