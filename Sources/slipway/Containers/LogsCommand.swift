import ArgumentParser
import Clocks
import ContainerPlans
import ContainerRuntime
import Containers
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

    func validate() throws {
        guard tail == "all" || Int(tail) != nil else {
            throw ValidationError("--tail \(tail): expected a number of lines, or all.")
        }
        _ = try LogSpan(since: since, until: until)
    }

    /// Nil for all.
    private var limit: Int? { Int(tail).flatMap { $0 < 0 ? nil : $0 } }

    func run(in surroundings: Surroundings) throws {
        let span = try LogSpan(since: since, until: until)
        try OpenedContainers.run(in: surroundings) { _, list in
            let folder = try list.find(container)
            guard let log = LogReader(folder) else { return }
            defer { tellDamage(of: log) }
            show(log, span)
            // Until nobody owns the container: between two of its lives its log goes on, too.
            while follow, folder.hasOwner, !span.isOver {
                for entry in log.next() where span.contains(entry) { show(entry) }
                usleep(30_000)
            }
            if follow {
                while case let entries = log.next(), !entries.isEmpty { entries.filter(span.contains).forEach(show) }
            }
        }
    }

    /// What is there by now; of a long log only the lines that will be shown are kept.
    private func show(_ log: LogReader, _ span: LogSpan) {
        var kept: [LogEntry] = []
        while case let entries = log.next(), !entries.isEmpty {
            let wanted = entries.filter(span.contains)
            guard let limit else {
                wanted.forEach(show)
                continue
            }
            kept = Array((kept + wanted).suffix(limit))
        }
        kept.forEach(show)
    }

    private func tellDamage(of log: LogReader) {
        if log.lostBytes > 0, limit == nil {
            StandardStream.error.write(
                "Note: \(ByteCount.text(log.lostBytes)) of earlier output are not kept; a log has its last 16 to 32 MiB, unless --log-opt max-size says otherwise.\n"
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
