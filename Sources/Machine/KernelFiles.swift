internal import Doctor

/// What files of the kernel and of /etc say, line by line.
enum KernelFiles {
    /// Bytes that programs can have, by `/proc/meminfo`.
    static func availableMemory(_ lines: [Substring]) -> Int64? {
        lines.first { $0.hasPrefix("MemAvailable:") }
            .flatMap { $0.split(separator: " ").dropFirst().first.flatMap { Int64($0) } }.map { $0 << 10 }
    }
}

/// The IDs that a user may give to others, by a file with lines of the form `NAME:START:COUNT` (subuid(5)).
struct SubordinateRanges {
    private let lines: [Substring]

    init(_ lines: [Substring]) { self.lines = lines }

    /// How many IDs a user has, in the first range that is theirs.
    func count(for name: String, number: UInt32) -> Int64 {
        for line in lines {
            let fields = line.split(separator: ":")
            if fields.count == 3, fields[0] == name || fields[0] == "\(number)" { return Int64(fields[2]) ?? 0 }
        }
        return 0
    }
}

extension MachineFacts.ControlGroups {
    /// - Parameter lines: those of `/proc/self/mounts`.
    init(mounts lines: [Substring]) {
        let mounts = lines.map { $0.split(separator: " ") }.filter { $0.count > 2 }
        let second = mounts.filter { $0[2] == "cgroup2" }
        if second.contains(where: { $0[1] == "/sys/fs/cgroup" }) {
            self = .version2
        } else if second.isEmpty {
            self = mounts.contains { $0[2] == "cgroup" } ? .version1 : .none
        } else {
            self = .hybrid
        }
    }
}
