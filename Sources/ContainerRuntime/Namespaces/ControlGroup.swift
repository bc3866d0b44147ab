internal import CLinux
internal import Glibc

/// Control groups (version 2), as far as they confine containers: not their memory or processors, but which devices
/// their processes may open, whatever mounts and nodes they have.
enum ControlGroup {
    /// The name of the group that confines devices.
    static let name = "slipway"
    /// The types of the file systems of groups, version 1 and 2, as `statfs` has them.
    static let types: [Int] = [0x27_E0EB, unified]
    private static let unified = 0x6367_7270

    /// A group below this process's own that may open only the devices of every container, as an open directory; -1 where
    /// it cannot be had: without root, and where no hierarchy of version 2 is mounted.
    ///
    /// It stays, empty, for the next process: to make it takes longer than to start a container.
    static func withoutDevices() -> Int32 {
        let own = directory(of: "self")
        guard own >= 0 else { return -1 }
        defer { close(own) }
        return slipway_device_group(own, name)
    }

    /// The group that a process is in; -1 where there is none.
    static func directory(of process: String) -> Int32 {
        let lines = (TextFile.read("/proc/\(process)/cgroup") ?? "").split(separator: "\n")
        guard let line = lines.first(where: { $0.hasPrefix("0::/") }), let root else { return -1 }
        return open(root + line.dropFirst(3), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    }

    /// Where the hierarchy is mounted; beside those of version 1 it has a folder of its own.
    static var root: String? {
        ["/sys/fs/cgroup", "/sys/fs/cgroup/unified"].first { slipway_file_system_type($0) == unified }
    }
}
