public import SystemPackage

/// Something that a container sees at a path besides its root file system.
public struct Mount: Equatable, Sendable {
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

    var mountPoint: MountPoint {
        switch source {
        case .bind(_, let isDirectory, _): MountPoint(path: target, isDirectory: isDirectory)
        case .memory: MountPoint(path: target, isDirectory: true)
        }
    }
}
