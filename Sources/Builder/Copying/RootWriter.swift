internal import CLinux
internal import Files
internal import Glibc
internal import ImageStore

/// Makes files below a root; every path is taken as a process would whose root directory that is.
final class RootWriter {
    let root: Int32
    private let place: String

    init(at path: String) throws(WriteError) {
        root = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard root >= 0 else { throw .system(path: path, errno) }
        place = path
    }

    deinit { close(root) }

    /// As `init`, for a step.
    static func open(_ path: String) throws(StepError) -> RootWriter {
        do { return try RootWriter(at: path) } catch { throw .write(error) }
    }

    /// Whether a folder is there, links followed.
    func isDirectory(_ path: TreePath) -> Bool {
        let descriptor = path.call { slipway_open_in_root(root, $0, OpenFlags.path | O_DIRECTORY, 0) }
        if descriptor >= 0 { close(descriptor) }
        return descriptor >= 0
    }

    /// Where a file of that path comes to lie: a link in its place is written through, as Docker does.
    func followed(_ path: TreePath, links: Int = 40) -> TreePath {
        guard links > 0, let split = path.split else { return path }
        let parent = split.parent.call { slipway_open_in_root(root, $0, OpenFlags.path | O_DIRECTORY, 0) }
        guard parent >= 0 else { return path }
        defer { close(parent) }
        guard let target = split.name.call({ SymbolicLink.target(of: $0, in: parent) }) else { return path }
        return followed(Self.joined(target, in: self.path(of: parent)), links: links - 1)
    }

    /// Where a link in a folder points, from the root.
    private static func joined(_ target: [UInt8], in folder: TreePath) -> TreePath {
        target.first == UInt8(ascii: "/") ? TreePath(target) : folder.appending(target)
    }

    /// Opens a folder, and makes it and its parents where they are missing. The caller closes it.
    func directory(
        _ path: TreePath, mode: mode_t = 0o755, owner: Owner = .root, links: Int = 40
    ) throws(WriteError) -> Int32 {
        let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC
        let found = path.call { slipway_open_in_root(root, $0, flags, 0) }
        if found >= 0 { return found }
        guard errno == ENOENT, let split = path.split else { throw .system(path: path.text, errno) }
        let parent = try directory(split.parent, mode: mode, owner: owner, links: links)
        defer { close(parent) }
        guard split.name.call({ mkdirat(parent, $0, mode) }) == 0 else {
            guard errno == EEXIST, links > 0,
                let target = split.name.call({ SymbolicLink.target(of: $0, in: parent) })
            else { throw .system(path: path.text, errno) }
            // A link to a folder that is not there yet: the folder is made where the link points.
            let real = Self.joined(target, in: self.path(of: parent))
            return try directory(real, mode: mode, owner: owner, links: links - 1)
        }
        let made = split.name.call { openat(parent, $0, flags | O_NOFOLLOW) }
        guard made >= 0 else { throw .system(path: path.text, errno) }
        // mkdir's mode went through the umask.
        guard fchown(made, owner.uid, owner.gid) == 0, fchmod(made, mode) == 0 else {
            let error = errno
            close(made)
            throw .system(path: path.text, error)
        }
        return made
    }

    /// Makes a folder and its parents where they are missing.
    func makeDirectory(_ path: String, owner: Owner) throws(WriteError) {
        close(try directory(TreePath(path), owner: owner))
    }

    /// The real path of an open folder, from the root.
    func path(of descriptor: Int32) -> TreePath {
        let whole = SymbolicLink.target(of: "/proc/self/fd/\(descriptor)", in: AT_FDCWD) ?? []
        return TreePath(whole.dropFirst(place.utf8.count).drop { $0 == UInt8(ascii: "/") })
    }

    /// The whole of a small file such as `etc/passwd`; nil where it is missing or larger than 1 MiB.
    func content(_ path: TreePath) -> [UInt8]? {
        let descriptor = path.call { slipway_open_in_root(root, $0, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0) }
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var content = [UInt8](repeating: 0, count: 1 << 20)
        var filled = 0
        while filled < content.count {
            let count = content.withUnsafeMutableBytes { bytes in
                read(descriptor, bytes.baseAddress.map { $0 + filled }, bytes.count - filled)
            }
            if count < 0 { return nil }
            if count == 0 { return Array(content.prefix(filled)) }
            filled += count
        }
        return nil
    }
}

/// Who a file belongs to.
struct Owner: Equatable {
    var uid: UInt32
    var gid: UInt32

    static let root = Owner(uid: 0, gid: 0)
}
