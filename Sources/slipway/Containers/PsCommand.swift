import ArgumentParser
import Commands
import ContainerRuntime
import Formats
import ImageFormat
import ImageStore
import Listings
import Printing
import Surroundings

/// `slipway ps`: docker's columns.
struct PsCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "ps", abstract: "List containers: those that run, or all.")

    @Flag(name: [.short, .long], help: "Show those that have ended too.")
    var all = false

    @Flag(name: [.short, .long], help: "Print IDs only.")
    var quiet = false

    @Flag(help: "Do not cut texts short.")
    var noTrunc = false

    @Flag(name: [.short, .long], help: "Show only the newest container.")
    var latest = false

    @Flag(name: [.short, .long], help: "Show how much each has written, and how large it is with its image.")
    var size = false

    @Option(name: [.customShort("n"), .long], help: "Show only that many containers, the newest.")
    var last: Int?

    @Option(
        name: [.short, .long],
        help:
            "NAME=VALUE, with one of the names \(ContainerFilters.names.joined(separator: ", ")). Several of one name are alternatives."
    )
    var filter: [String] = []

    @Option(help: FormatHelp.text(ContainerLine.columns))
    var format: String?

    func run(in surroundings: Surroundings) throws {
        try OpenedContainers.run(in: surroundings) { store, list in
            let filters = try ContainerFilters(filter) { (try? store.resolve($0))?.id.description }
            let format = try ListFormat(format, table: ContainerLine.table(withSize: size))
            var containers = try filters.shown(
                of: FoundContainers.all(list, in: store), withEnded: all, newest: latest ? 1 : last)
            if size || format.names("Size") { containers = containers.map { FoundContainers.measured($0, in: store) } }
            try show(containers.map { ContainerLine($0, isWhole: noTrunc) }, format)
        }
    }

    private func show(_ lines: [ContainerLine], _ format: ListFormat) throws {
        if quiet {
            if self.format != nil { Ignored.formatBesideQuiet() }
            for line in lines { print("\(line.id)") }
        } else {
            let room = ListFormat.Room.terminal(isWhole: noTrunc, spare: ["COMMAND", "CREATED", "IMAGE"])
            print(try format.text(lines.map(\.item), columns: ContainerLine.columns, in: room), terminator: "")
        }
    }
}
