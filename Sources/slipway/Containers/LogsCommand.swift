import ArgumentParser
import Commands
import ContainerRuntime
import Containers
import Printing
import Surroundings

/// `slipway logs`
struct LogsCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "logs", abstract: "Print what a container has written.")

    @Flag(name: [.short, .long], help: "Go on until the container ends.")
    var follow = false

    @Flag(name: [.short, .long], help: "Begin each line with its time.")
    var timestamps = false

    @Flag(help: "Begin each line with what is noted of it: nothing is here.")
    var details = false

    @Option(
        name: [.customShort("n"), .long], parsing: .unconditional,
        help: "Print only that many lines from the end, or all.")
    var tail = "all"

    @Option(parsing: .unconditional, help: "Only what was written since: 10m, 2026-11-28T10:00:00, seconds since 1970.")
    var since: String?

    @Option(parsing: .unconditional, help: "Only what was written until then.")
    var until: String?

    @Argument(help: "The container, by name or ID.")
    var container: String

    func validate() throws { _ = try LogShow(tail: tail, since: since, until: until, hasTimes: timestamps) }

    func run(in surroundings: Surroundings) throws {
        let show = try LogShow(tail: tail, since: since, until: until, hasTimes: timestamps)
        try OpenedContainers.run(in: surroundings) { _, list in show.run(try list.find(container), follows: follow) }
    }
}
