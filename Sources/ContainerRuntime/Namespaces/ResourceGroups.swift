internal import CLinux
internal import Glibc

/// The control groups of one container that bound what it takes; they go with the value.
///
/// Each controller has a hierarchy of its own (version 1), or all share one (version 2). An ordinary user has what the
/// session's manager has delegated, which may be nothing.
public final class ResourceGroups {
    /// Open directories, for the container's process to enter.
    private(set) var directories: [Int32] = []
    /// The flags that cannot be met here.
    public private(set) var missing: [String] = []
    private let name: String
    private var parents: [Int32] = []

    /// Makes the groups that the settings need. Before the process enters its namespaces, which hide them.
    public init(for settings: ResourceSettings, id: String) {
        name = Self.name(of: id)
        for controller in Controller.all where settings.needsGroup {
            let wishes = controller.wishes(settings)
            guard !wishes.isEmpty, !make(controller, wishes) else { continue }
            missing += wishes.map(\.flag)
        }
    }

    /// What the groups of a container are called.
    static func name(of id: String) -> String { "slipway-\(id.prefix(12))" }

    /// Sets all wishes in one group; false where that cannot be.
    private func make(_ controller: Controller, _ wishes: [Controller.Wish]) -> Bool {
        for place in GroupPlace.candidates(controller.name) {
            guard let group = place.makeGroup(name, controller.name) else { continue }
            let files = place.isUnified ? wishes.map(\.unified) : wishes.map(\.single)
            // What a kernel does not account (swap, often) is no reason to leave the rest away.
            let isSet = files.map { $0.allSatisfy { write($0.text, to: $0.file, in: group) } }
            if isSet.contains(true) {
                parents.append(place.release())
                directories.append(group)
                for (wish, isSet) in zip(wishes, isSet) where !isSet { missing.append(wish.flag) }
                return true
            }
            close(group)
            unlinkat(place.directory, name, AT_REMOVEDIR)
        }
        return false
    }

    private func write(_ text: String, to file: String, in group: Int32) -> Bool {
        let descriptor = openat(group, file, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return Glibc.write(descriptor, text, text.utf8.count) >= 0
    }

    /// How many processes the kernel has ended in these groups because they used more memory than they may.
    var killsForMemory: Int {
        var kills = 0
        for group in directories {
            // Of version 1, and of version 2; only the memory controller has them.
            for file in ["memory.oom_control", "memory.events"] { kills += count("oom_kill", in: file, of: group) }
        }
        return kills
    }

    private func count(_ name: String, in file: String, of group: Int32) -> Int {
        let descriptor = openat(group, file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return 0 }
        defer { close(descriptor) }
        let lines = (TextFile.read(descriptor) ?? "").split(separator: "\n").map { $0.split(separator: " ") }
        return lines.first { $0.count == 2 && $0[0] == name }.flatMap { Int($0[1]) } ?? 0
    }

    deinit {
        for directory in directories { close(directory) }
        for parent in parents {
            unlinkat(parent, name, AT_REMOVEDIR)
            close(parent)
        }
    }
}

/// A controller, and which files say what of the settings it bounds.
private struct Controller: Sendable {
    typealias Line = (file: String, text: String)

    struct Wish: Sendable {
        let flag: String
        /// Of version 1, and of version 2.
        let single: [Line]
        let unified: [Line]
    }

    let name: String
    let wishes: @Sendable (ResourceSettings) -> [Wish]

    static let all = [
        Controller(name: "memory", wishes: memory), Controller(name: "cpu", wishes: processorTime),
        Controller(name: "cpuset", wishes: processors), Controller(name: "pids", wishes: processes),
    ]

    private static func memory(_ settings: ResourceSettings) -> [Wish] {
        var wishes: [Wish] = []
        if let bytes = settings.memory {
            wishes.append(
                Wish(
                    flag: "--memory", single: [("memory.limit_in_bytes", "\(bytes)")],
                    unified: [("memory.max", "\(bytes)")]))
            // As with Docker: as much swap as memory, unless it is said otherwise.
            let both = settings.memorySwap ?? 2 * bytes
            wishes.append(
                Wish(
                    flag: "--memory-swap", single: [("memory.memsw.limit_in_bytes", "\(both)")],
                    unified: [("memory.swap.max", both < 0 ? "max" : "\(both - bytes)")]))
        }
        if let bytes = settings.memoryReservation {
            wishes.append(
                Wish(
                    flag: "--memory-reservation", single: [("memory.soft_limit_in_bytes", "\(bytes)")],
                    unified: [("memory.low", "\(bytes)")]))
        }
        return wishes
    }

    private static func processorTime(_ settings: ResourceSettings) -> [Wish] {
        var wishes: [Wish] = []
        if settings.cpuQuota != nil || settings.cpuPeriod != nil {
            let (quota, period) = (settings.cpuQuota ?? -1, settings.cpuPeriod ?? 100_000)
            // What --cpus comes to has the usual period.
            let hasOwnPeriod = settings.cpuPeriod != 100_000
            let flag = settings.cpuQuota == nil ? "--cpu-period" : hasOwnPeriod ? "--cpu-quota" : "--cpus"
            wishes.append(
                Wish(
                    flag: flag, single: [("cpu.cfs_period_us", "\(period)"), ("cpu.cfs_quota_us", "\(quota)")],
                    unified: [("cpu.max", "\(quota < 0 ? "max" : "\(quota)") \(period)")]))
        }
        if let shares = settings.cpuShares {
            // runc's conversion of 2 to 262144 into 1 to 10000.
            let weight = 1 + (max(2, min(shares, 262_144)) - 2) * 9999 / 262_142
            wishes.append(
                Wish(
                    flag: "--cpu-shares", single: [("cpu.shares", "\(shares)")],
                    unified: [("cpu.weight", "\(weight)")]))
        }
        return wishes
    }

    private static func processors(_ settings: ResourceSettings) -> [Wish] {
        guard let list = settings.processors else { return [] }
        return [
            Wish(
                flag: "--cpuset-cpus", single: [("cpuset.mems", "0"), ("cpuset.cpus", list)],
                unified: [("cpuset.cpus", list)])
        ]
    }

    private static func processes(_ settings: ResourceSettings) -> [Wish] {
        guard let count = settings.processes, count > 0 else { return [] }
        return [
            Wish(flag: "--pids-limit", single: [("pids.max", "\(count)")], unified: [("pids.max", "\(count)")])
        ]
    }
}

/// A group below which groups for containers can be made.
private final class GroupPlace {
    private(set) var directory: Int32
    let isUnified: Bool

    private init?(_ path: String, isUnified: Bool) {
        directory = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        self.isUnified = isUnified
        if directory < 0 { return nil }
    }

    /// This process's own group of the controller; in version 2 also the one above, because a group with processes in it
    /// cannot bound groups below it.
    static func candidates(_ controller: String) -> [GroupPlace] {
        let lines = (TextFile.read("/proc/self/cgroup") ?? "").split(separator: "\n")
        let entries = lines.map { $0.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false) }
        if let own = entries.first(where: { $0.count == 3 && $0[1].split(separator: ",").contains(controller[...]) }) {
            let path = "/sys/fs/cgroup/\(controller)" + own[2]
            return [GroupPlace(path, isUnified: false)].compactMap { $0 }
        }
        guard let own = entries.first(where: { $0.count == 3 && $0[0] == "0" })?[2], let root = ControlGroup.root else {
            return []
        }
        let above = own.lastIndex(of: "/").map { own[..<$0] } ?? ""
        return [own, above].compactMap { GroupPlace(root + $0, isUnified: true) }
    }

    /// Makes the group, or takes the one that is there: another controller's.
    func makeGroup(_ name: String, _ controller: String) -> Int32? {
        if isUnified, !offers(controller) { return nil }
        guard mkdirat(directory, name, 0o755) == 0 || errno == EEXIST else { return nil }
        let group = openat(directory, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        return group >= 0 ? group : nil
    }

    private func offers(_ controller: String) -> Bool {
        let control = openat(directory, "cgroup.subtree_control", O_RDWR | O_CLOEXEC)
        guard control >= 0 else { return false }
        defer { close(control) }
        let enabled = (TextFile.read(control) ?? "").split { $0 == " " || $0 == "\n" }
        if enabled.contains(controller[...]) { return true }
        let word = "+" + controller
        return write(control, word, word.utf8.count) >= 0
    }

    /// The directory, which its new owner closes.
    func release() -> Int32 {
        defer { directory = -1 }
        return directory
    }

    deinit { if directory >= 0 { close(directory) } }
}
