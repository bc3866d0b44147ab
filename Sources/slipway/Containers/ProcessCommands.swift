import ArgumentParser
import Commands
import ContainerRuntime
import Containers
import Formats
import Glibc
import Printing
import Surroundings

/// `slipway top`
struct TopCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "top", abstract: "Show the processes of a container.")

    @Argument(help: "The container, by name or ID.")
    var container: String

    @Argument(parsing: .captureForPassthrough, help: "Options of ps; -ef otherwise.")
    var options: [String] = []

    func run(in surroundings: Surroundings) throws {
        try OpenedContainers.run(in: surroundings) { _, list in
            let folder = try list.find(container)
            guard folder.state.isRunning else { throw RuntimeError.notRunning(container) }
            print(try ProcessTable(ofPS: options).text(of: Set(folder.processes)), terminator: "")
        }
    }
}

/// `slipway stats`
struct StatsCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats", abstract: "Show what containers take of the machine.")

    @Flag(name: [.short, .long], help: "Show those that have ended too.")
    var all = false

    @Flag(help: "Show it once.")
    var noStream = false

    @Flag(help: "Do not cut IDs short.")
    var noTrunc = false

    @Option(help: FormatHelp.text(StatsWatch.columns))
    var format: String?

    @Argument(help: "Containers, by name or ID; all that run otherwise.")
    var containers: [String] = []

    func run(in surroundings: Surroundings) throws {
        try OpenedContainers.run(in: surroundings) { _, list in
            let format = try ListFormat(format, table: StatsWatch.table)
            try StatsWatch(of: containers, in: list, withEnded: all, format: format, isWhole: noTrunc).show(
                once: noStream)
        }
    }
}
