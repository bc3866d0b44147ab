import ArgumentParser
import ContainerRuntime
import Formats
import ImageStore
import Printing
import Surroundings

/// `slipway system df`.
struct DiskUsageCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "df", abstract: "Show how much space images, containers and the build cache take.")

    @Option(help: FormatHelp.text(Self.columns))
    var format: String?

    private static let columns: KeyValuePairs = [
        "Type": "TYPE", "TotalCount": "TOTAL", "Active": "ACTIVE", "Size": "SIZE", "Reclaimable": "RECLAIMABLE",
    ]

    private static let table = "{{.Type}}\t{{.TotalCount}}\t{{.Active}}\t{{.Size}}\t{{.Reclaimable}}"

    func run(in surroundings: Surroundings) throws {
        try OpenedContainers.run(in: surroundings) { store, containers in
            let format = try ListFormat(format, table: Self.table)
            let usage = try store.diskUsage()
            let items = [
                item("Images", usage.images), item("Containers", try share(of: containers.all(), in: store)),
                item("Build Cache", usage.cache),
            ]
            print(try format.text(items, columns: Self.columns), terminator: "")
        }
    }

    /// What containers have written.
    private func share(of containers: [ContainerFolder], in store: Store) throws -> DiskUsage.Share {
        var share = DiskUsage.Share()
        for container in containers {
            let bytes = try container.record.snapshot.flatMap { LayerID($0) }.map { try store.spaceTaken(by: $0) } ?? 0
            share.count += 1
            share.bytes += bytes
            if container.state.isRunning { share.active += 1 } else { share.reclaimable += bytes }
        }
        return share
    }

    private func item(_ name: String, _ share: DiskUsage.Share) -> TemplateValue {
        let percent = share.bytes > 0 ? " (\(share.reclaimable * 100 / share.bytes)%)" : ""
        return .item([
            "Type": name, "TotalCount": "\(share.count)", "Active": "\(share.active)",
            "Size": ByteCount.text(share.bytes), "Reclaimable": ByteCount.text(share.reclaimable) + percent,
        ])
    }
}
