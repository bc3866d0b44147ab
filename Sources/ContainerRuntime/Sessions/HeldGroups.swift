internal import CLinux
internal import Glibc
internal import SystemPackage

/// The control groups of a container that runs, which one more process of it must enter.
///
/// They are those that its owner holds open. The file system of groups does not show them to everybody: the owner has
/// mounted its scratch files over it, so that a health check, which the owner starts, looks for them in vain, and a
/// hierarchy of version 1 is mounted wherever the machine has it.
final class HeldGroups {
    /// The group that confines which devices are opened, an open directory; -1 where there is none.
    private(set) var devices: Int32 = -1
    /// The groups that bound what the container takes, open directories.
    private(set) var limits: [Int32] = []

    /// - Throws: where the container has limits, and what its owner holds cannot be seen.
    init(of running: ContainerState.Running, _ record: ContainerRecord) throws(RuntimeError) {
        guard let owner = Self.parent(of: running.process) else { throw .notRunning(record.name) }
        let folder = "/proc/\(owner)/fd"
        let held = Directory.names(in: folder).compactMap { name in
            Directory.linkTarget("\(folder)/\(name)").map { (path: "\(folder)/\(name)", target: $0) }
        }
        // What is not seen may be a limit.
        guard !held.isEmpty || !record.settings.resources.needsGroup else {
            throw .system(operation: "look up the limits of container \(record.name)", .permissionDenied)
        }
        let own = ResourceGroups.name(of: record.id)
        for (path, target) in held {
            let last = target.split(separator: "/").last
            if last == own[...] {
                if let group = Self.group(at: path) { limits.append(group) }
            } else if last == ControlGroup.name[...], devices < 0 {
                devices = Self.group(at: path) ?? -1
            }
        }
    }

    /// Nil for what is not a control group; -1 for one that cannot be opened, which nobody can enter then.
    private static func group(at path: String) -> Int32? {
        guard ControlGroup.types.contains(slipway_file_system_type(path)) else { return nil }
        return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    }

    /// The process that has started another.
    private static func parent(of process: Int32) -> Int32? {
        // The name, in parentheses, may hold blanks; behind it come the state and the parent.
        let cells = TextFile.read("/proc/\(process)/stat")?.split(separator: ")").last?.split(separator: " ") ?? []
        return cells.count > 1 ? Int32(cells[1]) : nil
    }

    deinit {
        for group in limits + [devices] where group >= 0 { close(group) }
    }
}
