internal import ContainerPlans
public import ContainerRuntime
internal import Formats
internal import Glibc
internal import Printing

/// What `slipway logs` does: prints what a container has written.
public struct LogShow {
    /// Lines from the end; nil for all.
    private let limit: Int?
    private let span: LogSpan
    private let hasTimes: Bool

    /// - Parameter tail: a number of lines, or `all`.
    /// - Throws: `ValidationError` for what is neither, or no time.
    public init(tail: String, since: String?, until: String?, hasTimes: Bool) throws {
        limit = try LogTail(tail).count
        span = try LogSpan(since: since, until: until)
        self.hasTimes = hasTimes
    }

    /// Prints it, and goes on while somebody owns the container if it follows.
    public func run(_ folder: ContainerFolder, follows: Bool) {
        guard let log = LogReader(folder) else { return }
        defer { tellDamage(of: log) }
        showPast(log)
        // Until nobody owns the container: between two of its lives its log goes on, too.
        while follows, folder.hasOwner, !span.isOver {
            for entry in log.next() where span.contains(entry) { show(entry) }
            usleep(30_000)
        }
        if follows {
            while case let entries = log.next(), !entries.isEmpty { entries.filter(span.contains).forEach(show) }
        }
    }

    /// What is there by now; of a long log only the lines that will be shown are kept.
    private func showPast(_ log: LogReader) {
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
        let text = Array(((hasTimes ? entry.time + " " : "") + entry.text).utf8)
        text.withUnsafeBytes { Passing.write(entry.isError ? .stderr : .stdout, $0) }
    }
}
