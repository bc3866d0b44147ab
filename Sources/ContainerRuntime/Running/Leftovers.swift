internal import CLinux
internal import Glibc
internal import SystemPackage

/// The mount points that an OCI runtime will have to create in a root file system, to be removed afterwards.
///
/// `OverlayMount` provides most of them without a trace; those below a link, or below a directory that hides what is
/// under it, remain.
struct Leftovers {
    private let root: FilePath
    /// Paths relative to the root, each after those above it.
    private let missing: [(path: String, isDirectory: Bool)]

    init(of spec: ContainerSpec) {
        root = spec.root
        let directory = open(spec.root.string, slipway_open_path | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else {
            missing = []
            return
        }
        defer { close(directory) }
        missing = (MountPoints.standard + spec.mounts.map(\.mountPoint)).flatMap { Self.missing($0, in: directory) }
    }

    private static func missing(_ point: MountPoint, in root: Int32) -> [(path: String, isDirectory: Bool)] {
        // The /dev of a container is a file system of its own.
        guard !point.path.hasPrefix("/dev/"), !exists(point.path, in: root) else { return [] }
        var path = ""
        var found: [(path: String, isDirectory: Bool)] = []
        let names = point.path.split(separator: "/")
        for (index, name) in names.enumerated() {
            path += "/" + name
            if !found.isEmpty || !exists(path, in: root) {
                found.append((path, index < names.count - 1 || point.isDirectory))
            }
        }
        return found
    }

    private static func exists(_ path: String, in root: Int32) -> Bool {
        let file = slipway_open_in_root(root, path, slipway_open_path, 0)
        guard file >= 0 else { return errno != ENOENT }
        close(file)
        return true
    }

    /// Removes those that are there and empty: a process may have put something of its own in their place.
    func remove() {
        guard !missing.isEmpty else { return }
        let directory = open(root.string, slipway_open_path | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { return }
        defer { close(directory) }
        for (path, isDirectory) in missing.reversed() { Self.remove(path, isDirectory, in: directory) }
    }

    private static func remove(_ path: String, _ isDirectory: Bool, in root: Int32) {
        guard let slash = path.lastIndex(of: "/") else { return }
        let parent = slipway_open_in_root(
            root, slash == path.startIndex ? "/" : String(path[..<slash]), slipway_open_path, 0)
        guard parent >= 0 else { return }
        defer { close(parent) }
        let name = String(path[path.index(after: slash)...])
        var status = stat()
        guard fstatat(parent, name, &status, AT_SYMLINK_NOFOLLOW) == 0, isDirectory || status.st_size == 0 else {
            return
        }
        unlinkat(parent, name, isDirectory ? AT_REMOVEDIR : 0)
    }
}
