import ArgumentParser
import Commands
import ContainerRuntime
import Formats
import ImageStore
import Listings
import Printing
import Surroundings

/// `slipway system df`.
struct DiskUsageCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "df", abstract: "Show how much space images, containers, volumes and the build cache take.")

    @Flag(name: [.short, .long], help: "Show each image, container and volume.")
    var verbose = false

    @Option(help: FormatHelp.text(DiskUsageLines.columns))
    var format: String?

    func run(in surroundings: Surroundings) throws {
        try OpenedContainers.run(in: surroundings) { store, containers in
            if verbose, self.format == nil {
                return print(try DiskUsageTables(of: store, containers).text(), terminator: "")
            }
            let format = try ListFormat(format, table: DiskUsageLines.table)
            let items = DiskUsageLines.items(
                of: try store.diskUsage(), containers: try DiskUsageLines.share(of: containers.all(), in: store),
                volumes: DiskUsageLines.share(of: VolumeList(store: store.path)))
            print(try format.text(items, columns: DiskUsageLines.columns), terminator: "")
        }
    }
}
