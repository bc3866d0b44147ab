internal import CLinux
internal import Glibc
internal import Synchronization
public import SystemPackage

private let scratchCount = Atomic<UInt64>(0)

/// A directory on the scratch tmpfs, removed with the value.
///
/// What is in it lives in memory, among mounts that only this process and its children have: however they end, even by
/// SIGKILL, nothing of it is left. So it is the place for secrets.
public final class Scratch {
    public let path: FilePath

    /// Makes an empty one, mode 0755.
    public init(in namespaces: Namespaces) throws(RuntimeError) {
        let count = scratchCount.wrappingAdd(1, ordering: .relaxed).newValue
        path = namespaces.scratch.appending("s\(count)")
        try Self.makeDirectory(path)
    }

    deinit { slipway_remove_tree(path.string) }

    /// Makes a directory; it is no error if it is there.
    static func makeDirectory(_ path: FilePath) throws(RuntimeError) {
        if mkdir(path.string, 0o755) != 0, errno != EEXIST { throw .failed("make", path.string) }
    }
}
