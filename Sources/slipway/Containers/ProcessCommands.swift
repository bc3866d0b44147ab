import ArgumentParser
import ContainerRuntime
import Containers
import Formats
import Glibc
import ImageStore
import Printing
import Processes
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
            let processes = Set(folder.processes)
            let lines = try processList()
            guard let header = lines.first, let column = header.firstIndex(of: "PID") else {
                throw CommandFailure("Couldn't find PID field in ps output")
            }
            let rows = lines.dropFirst().filter {
                $0.count > column && Int32($0[column]).map(processes.contains) ?? false
            }
            let shown = ([header] + rows).map { row in
                row.map { PrintableText(line: $0).text }.joined(separator: "\t") + "\n"
            }
            print(PrintableText(lines: Columns.aligned(shown.joined())), terminator: "")
        }
    }

    /// The rows of `ps`: as many cells as the header has, the last one with all that is left.
    private func processList() throws -> [[String]] {
        var program = Program(["ps"] + (options.isEmpty ? ["-ef"] : options))
        program.errors = .descriptor(STDERR_FILENO)
        let running: RunningProgram
        do { running = try program.start() } catch {
            throw CommandFailure("`top` needs the program ps of this machine: apt install procps.")
        }
        let text = String(decoding: running.readOutput(limit: 16 << 20), as: UTF8.self)
        guard running.wait().isSuccess else { throw ExitCode.failure }
        let lines = text.split(separator: "\n")
        let count = lines.first?.split(separator: " ").count ?? 0
        return lines.map { $0.split(separator: " ", maxSplits: max(0, count - 1)).map(String.init) }
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

    @Option(help: FormatHelp.text(Self.columns))
    var format: String?

    private static let columns: KeyValuePairs = [
        "Container": "CONTAINER", "ID": "CONTAINER ID", "Name": "NAME", "CPUPerc": "CPU %",
        "MemUsage": "MEM USAGE / LIMIT", "MemPerc": "MEM %", "NetIO": "NET I/O", "BlockIO": "BLOCK I/O", "PIDs": "PIDS",
    ]

    private static let table =
        "{{.ID}}\t{{.Name}}\t{{.CPUPerc}}\t{{.MemUsage}}\t{{.MemPerc}}\t{{.NetIO}}\t{{.BlockIO}}\t{{.PIDs}}"

    @Argument(help: "Containers, by name or ID; all that run otherwise.")
    var containers: [String] = []

    func run(in surroundings: Surroundings) throws {
        try OpenedContainers.run(in: surroundings) { _, list in
            var before = try samples(list)
            repeat {
                sleep(1)
                let now = try samples(list)
                try show(now, since: before)
                before = now
            } while !noStream
        }
    }

    private func samples(_ list: ContainerList) throws -> [ContainerSample] {
        let chosen = try containers.isEmpty ? list.all() : containers.map { try list.find($0) }
        return chosen.filter { all || !containers.isEmpty || $0.state.isRunning }.map(ContainerSample.init)
    }

    private func show(_ samples: [ContainerSample], since before: [ContainerSample]) throws {
        let rows = samples.map { sample in
            sample.fields(since: before.first { $0.id == sample.id }, isWhole: noTrunc)
        }
        if !noStream, isatty(STDOUT_FILENO) == 1 { StandardStream.output.write("\u{1B}[2J\u{1B}[H") }
        let format = try ListFormat(format, table: Self.table)
        print(try format.text(rows.map { .item($0) }, columns: Self.columns), terminator: "")
    }
}
