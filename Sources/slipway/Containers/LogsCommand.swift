import Formats
import ArgumentParser
import ContainerRuntime
import Formats
import Glibc
import ImageStore
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

    @Option(name: [.customShort("n"), .long], help: "Print only that many lines from the end, or all.")
    var tail = "all"

    @Argument(help: "The container, by name or ID.")
    var container: String

    func validate() throws {
        guard tail == "all" || (Int(tail) ?? -1) >= 0 else {
            throw ValidationError("--tail \(tail): expected a number of lines, or all.")
        }
    }

    func run(in surroundings: Surroundings) throws {
        try OpenedContainers.run(in: surroundings) { _, list in
            let folder = try list.find(container)
            guard let log = LogReader(folder) else { return }
            defer { tellDamage(of: log) }
            show(log)
            while follow, !folder.state.hasEnded {
                for entry in log.next() { show(entry) }
                usleep(30_000)
            }
            if follow { while case let entries = log.next(), !entries.isEmpty { entries.forEach(show) } }
        }
    }

    /// What is there by now; of a long log only the lines that will be shown are kept.
    private func show(_ log: LogReader) {
        let limit = Int(tail)
        var kept: [LogEntry] = []
        while case let entries = log.next(), !entries.isEmpty {
            guard let limit else {
                entries.forEach(show)
                continue
            }
            kept = Array((kept + entries).suffix(limit))
        }
        kept.forEach(show)
    }

    private func tellDamage(of log: LogReader) {
        if log.lostBytes > 0, tail == "all" {
            StandardStream.error.write(
                "Note: \(ByteCount.text(log.lostBytes)) of earlier output are not kept; a log has its last 16 to 32 MiB.\n"
            )
        }
        if log.damagedLines > 0 {
            StandardStream.error.write("Note: \(log.damagedLines) damaged lines of the log are left out.\n")
        }
    }

    private func show(_ entry: LogEntry) {
        let text = Array(((timestamps ? entry.time + " " : "") + entry.text).utf8)
        text.withUnsafeBytes { Passing.write(entry.isError ? .stderr : .stdout, $0) }
    }
}
