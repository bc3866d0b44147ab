public import ContainerRuntime
internal import Formats
internal import Glibc

/// What the processes of a container have taken up to a moment, by /proc.
public struct ContainerSample {
    /// The container's whole ID: two samples of one ID make a rate.
    public let id: String
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

    /// Takes the sample now. A container that does not run takes nothing.
    public init(_ folder: ContainerFolder) {
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

    /// Docker's fields of `stats`; the share of the processor is that since an earlier sample.
    public func fields(since before: ContainerSample?, isWhole: Bool) -> KeyValuePairs<String, String> {
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
