import ArgumentParser
import ContainerRuntime
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

/// What the processes of a container have taken up to a moment, by /proc.
struct ContainerSample {
    let id: String
    private let name: String
    private let moment: Double
    private var seconds = 0.0
    private var memory: Int64 = 0
    private let limit: Int64
    private var received: Int64 = 0
    private var sent: Int64 = 0
    private var read: Int64 = 0
    private var written: Int64 = 0
    private let count: Int

    init(_ folder: ContainerFolder) {
        id = folder.record.id
        name = folder.record.name
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        moment = Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
        let machine = Int64(sysconf(Int32(_SC_PHYS_PAGES))) * Int64(sysconf(Int32(_SC_PAGESIZE)))
        limit = min(folder.record.settings.resources.memory ?? machine, machine)
        let processes = folder.processes
        count = processes.count
        for process in processes { add(ProcessFigures(process)) }
        for line in ProcessFigures.lines("/proc/\(processes.first ?? 0)/net/dev").dropFirst(2) {
            let cells = line.split { $0 == " " || $0 == ":" }
            guard cells.count > 9, cells[0] != "lo" else { continue }
            received += Int64(cells[1]) ?? 0
            sent += Int64(cells[9]) ?? 0
        }
    }

    private mutating func add(_ figures: ProcessFigures) {
        seconds += figures.seconds
        memory += figures.memory
        read += figures.read
        written += figures.written
    }

    func fields(since before: ContainerSample?, isWhole: Bool) -> KeyValuePairs<String, String> {
        let span = moment - (before?.moment ?? moment)
        let share = span > 0 ? max(0, seconds - (before?.seconds ?? seconds)) / span * 100 : 0
        return [
            "BlockIO": "\(ByteCount.text(read)) / \(ByteCount.text(written))", "CPUPerc": Self.percent(share),
            "Container": String(id.prefix(isWhole ? 64 : 12)), "ID": String(id.prefix(isWhole ? 64 : 12)),
            "MemPerc": Self.percent(limit > 0 ? Double(memory) / Double(limit) * 100 : 0),
            "MemUsage": "\(Self.binary(memory)) / \(Self.binary(limit))", "Name": name,
            "NetIO": "\(ByteCount.text(received)) / \(ByteCount.text(sent))", "PIDs": "\(count)",
        ]
    }

    private static func percent(_ value: Double) -> String { Self.digits(value, 2) + "%" }

    private static func digits(_ value: Double, _ places: Int) -> String {
        let scale = places == 2 ? 100.0 : 1000.0
        let whole = Int64((value * scale).rounded())
        let rest = String(whole % Int64(scale))
        return "\(whole / Int64(scale))." + String(repeating: "0", count: places - rest.count) + rest
    }

    /// `12.3MiB`, as docker shows memory.
    private static func binary(_ bytes: Int64) -> String {
        var value = Double(bytes)
        for unit in ["B", "KiB", "MiB", "GiB"] {
            if value < 1024 || unit == "GiB" { return (unit == "B" ? "\(bytes)" : digits(value, 2)) + unit }
            value /= 1024
        }
        return "\(bytes)B"
    }
}

/// What one process has taken.
private struct ProcessFigures {
    private(set) var seconds = 0.0
    private(set) var memory: Int64 = 0
    private(set) var read: Int64 = 0
    private(set) var written: Int64 = 0

    init(_ process: Int32) {
        // The name, in parentheses, may hold blanks.
        let cells = Self.text("/proc/\(process)/stat").split(separator: ")").last?.split(separator: " ") ?? []
        if cells.count > 21 {
            let ticks = (Double(cells[11]) ?? 0) + (Double(cells[12]) ?? 0)
            seconds = ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
            memory = (Int64(cells[21]) ?? 0) * Int64(sysconf(Int32(_SC_PAGESIZE)))
        }
        for line in Self.lines("/proc/\(process)/io") {
            let cells = line.split(separator: " ")
            guard cells.count == 2, let value = Int64(cells[1]) else { continue }
            if cells[0] == "read_bytes:" { read = value }
            if cells[0] == "write_bytes:" { written = value }
        }
    }

    static func lines(_ path: String) -> [Substring] { text(path).split(separator: "\n") }

    private static func text(_ path: String) -> String {
        guard let file = fopen(path, "r") else { return "" }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes[..<count], as: UTF8.self)
    }
}
