internal import CLinux
internal import Glibc
public import SystemPackage

/// Something that a container sees at a path besides its root file system.
public struct Mount: Equatable, Sendable {
    /// What lies at the path.
    public enum Source: Equatable, Sendable {
        /// A file or directory of the host.
        case bind(FilePath, isDirectory: Bool, isReadOnly: Bool)
        /// An empty file system in memory, with the options of its mount.
        case memory([String])

        /// An empty file system in memory; `size` in bytes, nil for the kernel's default.
        public static func temporary(size: Int64?, mode: UInt32) -> Source {
            .memory(["nosuid", "nodev", "mode=\(String(mode, radix: 8))"] + (size.map { ["size=\($0)"] } ?? []))
        }
    }

    public var source: Source
    /// Absolute, in the container.
    public var target: String

    public init(_ source: Source, at target: String) {
        self.source = source
        self.target = target
    }

    /// Binds a directory.
    public static func directory(_ path: FilePath, at target: String, isReadOnly: Bool = true) -> Mount {
        Mount(.bind(path, isDirectory: true, isReadOnly: isReadOnly), at: target)
    }

    /// Binds a file, or a socket.
    public static func file(_ path: FilePath, at target: String, isReadOnly: Bool = true) -> Mount {
        Mount(.bind(path, isDirectory: false, isReadOnly: isReadOnly), at: target)
    }

    /// Binds it at its place below the open root of a container that does not run, in this process's own mounts: it goes
    /// with them. What is in memory is there only while a container runs.
    public func bind(below root: Int32) throws(RuntimeError) {
        guard case .bind(let source, _, let isReadOnly) = source else { return }
        let place = slipway_open_in_root(root, target, slipway_open_path, 0)
        guard place >= 0 else { throw .failed("open", target) }
        defer { close(place) }
        let path = "/proc/self/fd/\(place)"
        guard slipway_mount(-1, source.string, path, nil, slipway_mount_bind, nil) == 0 else {
            throw .failed("bind", source.string)
        }
        guard isReadOnly else { return }
        let bound = slipway_open_in_root(root, target, slipway_open_path, 0)
        guard bound >= 0 else { throw .failed("open", target) }
        defer { close(bound) }
        if slipway_mount(-1, nil, "/proc/self/fd/\(bound)", nil, slipway_mount_protect, nil) != 0 {
            throw .failed("protect", source.string)
        }
    }

    var mountPoint: MountPoint {
        switch source {
        case .bind(_, let isDirectory, _): MountPoint(path: target, isDirectory: isDirectory)
        case .memory: MountPoint(path: target, isDirectory: true)
        }
    }
}
