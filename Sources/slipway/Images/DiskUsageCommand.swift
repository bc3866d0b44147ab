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
        commandName: "df", abstract: "Show how much space images, containers and the build cache take.")

    @Option(help: FormatHelp.text(DiskUsageLines.columns))
    var format: String?

    func run(in surroundings: Surroundings) throws {
        try OpenedContainers.run(in: surroundings) { store, containers in
            let format = try ListFormat(format, table: DiskUsageLines.table)
            let items = DiskUsageLines.items(
                of: try store.diskUsage(), containers: try DiskUsageLines.share(of: containers.all(), in: store))
            print(try format.text(items, columns: DiskUsageLines.columns), terminator: "")
        }
    }
}
