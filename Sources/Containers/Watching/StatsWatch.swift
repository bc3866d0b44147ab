public import ContainerRuntime
public import Formats
internal import Glibc
internal import Printing

/// What `slipway stats` does: shows what containers take of the machine, once a second.
public struct StatsWatch {
    private let names: [String]
    private let list: ContainerList
    private let withEnded: Bool
    private let format: ListFormat
    private let isWhole: Bool

    /// - Parameters:
    ///   - names: containers, by name or ID; all where there are none.
    ///   - withEnded: whether those that do not run are among all.
    ///   - isWhole: whether IDs are not cut short.
    public init(
        of names: [String], in list: ContainerList, withEnded: Bool, format: ListFormat, isWhole: Bool
    ) {
        self.names = names
        self.list = list
        self.withEnded = withEnded
        self.format = format
        self.isWhole = isWhole
    }

    /// The names of the columns.
    public static let columns: KeyValuePairs = [
        "Container": "CONTAINER", "ID": "CONTAINER ID", "Name": "NAME", "CPUPerc": "CPU %",
        "MemUsage": "MEM USAGE / LIMIT", "MemPerc": "MEM %", "NetIO": "NET I/O", "BlockIO": "BLOCK I/O", "PIDs": "PIDS",
    ]

    /// The template of docker's table.
    public static let table =
        "{{.ID}}\t{{.Name}}\t{{.CPUPerc}}\t{{.MemUsage}}\t{{.MemPerc}}\t{{.NetIO}}\t{{.BlockIO}}\t{{.PIDs}}"

    /// Shows it without end, or once: figures are those of a second.
    public func show(once: Bool) throws {
        var before = try samples()
        repeat {
            sleep(1)
            let now = try samples()
            try show(now, since: before, once: once)
            before = now
        } while !once
    }

    private func samples() throws -> [ContainerSample] {
        let chosen = try names.isEmpty ? list.all() : names.map { try list.find($0) }
        return chosen.filter { withEnded || !names.isEmpty || $0.state.isRunning }.map(ContainerSample.init)
    }

    private func show(_ samples: [ContainerSample], since before: [ContainerSample], once: Bool) throws {
        let rows = samples.map { sample in
            sample.fields(since: before.first { $0.id == sample.id }, isWhole: isWhole)
        }
        if !once, isatty(STDOUT_FILENO) == 1 { StandardStream.output.write("\u{1B}[2J\u{1B}[H") }
        StandardStream.output.write(try format.text(rows.map { .item($0) }, columns: Self.columns))
    }
}
