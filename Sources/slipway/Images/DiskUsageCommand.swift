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

    @Option(help: "json, or text with {{.Type}}, {{.TotalCount}}, {{.Active}}, {{.Size}}, {{.Reclaimable}} in it.")
    var format: String?

    func run(in surroundings: Surroundings) throws {
        try OpenedContainers.run(in: surroundings) { store, containers in
            let usage = try store.diskUsage()
            let rows = [
                row("Images", usage.images), row("Containers", try share(of: containers.all(), in: store)),
                row("Build Cache", usage.cache),
            ]
            if let format {
                let fields = rows.map { row -> KeyValuePairs<String, String> in
                    [
                        "Type": row[0], "TotalCount": row[1], "Active": row[2], "Size": row[3], "Reclaimable": row[4],
                    ]
                }
                print(try FormatTemplate(format).text(fields), terminator: "")
            } else {
                let header = ["TYPE", "TOTAL", "ACTIVE", "SIZE", "RECLAIMABLE"]
                print(TextTable(header: header, rows: rows).text(), terminator: "")
            }
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

    private func row(_ name: String, _ share: DiskUsage.Share) -> [String] {
        let percent = share.bytes > 0 ? " (\(share.reclaimable * 100 / share.bytes)%)" : ""
        return [
            name, String(share.count), String(share.active), ByteCount.text(share.bytes),
            ByteCount.text(share.reclaimable) + percent,
        ]
    }
}
