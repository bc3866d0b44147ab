internal import Glibc
internal import SystemPackage

/// A layer that lies below all others and holds what mounts are put on, so that a mount leaves nothing in the layer
/// that a step makes: an OCI runtime creates a missing mount point, and overlayfs would keep it.
struct MountPoints: Sendable {
    /// What a container always mounts.
    static let standard: [MountPoint] =
        ["/proc", "/sys", "/dev"].map { MountPoint(path: $0, isDirectory: true) }
        + ["/etc/resolv.conf", "/etc/hosts", "/etc/hostname"].map { MountPoint(path: $0, isDirectory: false) }

    /// Makes the layer in `directory`, which exists.
    static func make(_ points: [MountPoint], in directory: FilePath) throws(RuntimeError) {
        for point in points {
            let names = point.path.split(separator: "/").filter { $0 != "." }.map(String.init)
            guard !names.contains(".."), let last = names.last else { continue }
            var path = directory
            for name in names.dropLast() {
                path.append(name)
                try Scratch.makeDirectory(path)
            }
            path.append(last)
            if point.isDirectory {
                try Scratch.makeDirectory(path)
            } else if access(path.string, F_OK) != 0 {
                try TextFile.write(path.string, [])
            }
        }
    }
}

/// Where something is mounted in a container.
struct MountPoint: Equatable, Sendable {
    /// Absolute.
    var path: String
    var isDirectory: Bool
}
