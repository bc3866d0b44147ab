internal import CLinux
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

    /// Removes an empty file or an empty folder, and nothing else.
    func removeStub(_ path: String) {
        guard let split = Self.split(path) else { return }
        let parent = slipway_open_in_root(root, split.parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
        guard parent >= 0 else { return }
        defer { close(parent) }
        var status = stat()
        guard fstatat(parent, split.name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return }
        if status.st_mode & S_IFMT == S_IFDIR {
            unlinkat(parent, split.name, AT_REMOVEDIR)
        } else if status.st_size == 0 {
            unlinkat(parent, split.name, 0)
        }
    }

    /// Whether a folder is there, links followed.
    func isDirectory(_ path: String) -> Bool {
        let descriptor = slipway_open_in_root(root, path, OpenFlags.path | O_DIRECTORY, 0)
        if descriptor >= 0 { close(descriptor) }
        return descriptor >= 0
    }

    /// Whether anything is there, the last link not followed.
    func exists(_ path: String) -> Bool {
        let descriptor = slipway_open_in_root(root, path, OpenFlags.path | O_NOFOLLOW, 0)
        if descriptor >= 0 { close(descriptor) }
        return descriptor >= 0
    }

    /// Where a file of that path comes to lie: a link in its place is written through, as Docker does.
    func followed(_ path: String, links: Int = 40) -> String {
        guard links > 0, let split = Self.split(path) else { return path }
        let parent = slipway_open_in_root(root, split.parent, OpenFlags.path | O_DIRECTORY, 0)
        guard parent >= 0 else { return path }
        defer { close(parent) }
        guard let target = LinkTarget.read(split.name, in: parent) else { return path }
        let real = target.hasPrefix("/") ? target : "/" + self.path(of: parent) + "/" + target
        return followed(real, links: links - 1)
    }

    /// Opens a folder, and makes it and its parents where they are missing. The caller closes it.
    func directory(
        _ path: String, mode: mode_t = 0o755, owner: Owner = .root, links: Int = 40
    ) throws(WriteError) -> Int32 {
        let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC
        let found = slipway_open_in_root(root, path.isEmpty ? "/" : path, flags, 0)
        if found >= 0 { return found }
        guard errno == ENOENT, let split = Self.split(path) else { throw .system(path: path, errno) }
        let parent = try directory(split.parent, mode: mode, owner: owner, links: links)
        defer { close(parent) }
        guard mkdirat(parent, split.name, mode) == 0 else {
            guard errno == EEXIST, links > 0, let target = LinkTarget.read(split.name, in: parent) else {
                throw .system(path: path, errno)
            }
            // A link to a folder that is not there yet: the folder is made where the link points.
            let real = target.hasPrefix("/") ? target : self.path(of: parent) + "/" + target
            return try directory(real, mode: mode, owner: owner, links: links - 1)
        }
        let made = openat(parent, split.name, flags | O_NOFOLLOW)
        guard made >= 0 else { throw .system(path: path, errno) }
        // mkdir's mode went through the umask.
        guard fchown(made, owner.uid, owner.gid) == 0, fchmod(made, mode) == 0 else {
            let error = errno
            close(made)
            throw .system(path: path, error)
        }
        return made
    }

    /// Makes a folder and its parents where they are missing.
    func makeDirectory(_ path: String, owner: Owner) throws(WriteError) {
        close(try directory(path, owner: owner))
    }

    /// The real path of an open folder, from the root, without a leading `/`.
    func path(of descriptor: Int32) -> String {
        let whole = LinkTarget.read("/proc/self/fd/\(descriptor)", in: AT_FDCWD) ?? ""
        return String(whole.dropFirst(place.count).drop { $0 == "/" })
    }

    /// The whole of a small file such as `etc/passwd`; nil where it is missing or larger than 1 MiB.
    func content(_ path: String) -> [UInt8]? {
        let descriptor = slipway_open_in_root(root, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0)
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

    /// Nil for the root itself.
    static func split(_ path: String) -> (parent: String, name: String)? {
        let parts = path.split(separator: "/")
        guard let name = parts.last else { return nil }
        return ("/" + parts.dropLast().joined(separator: "/"), String(name))
    }
}

/// Who a file belongs to.
struct Owner: Equatable {
    var uid: UInt32
    var gid: UInt32

    static let root = Owner(uid: 0, gid: 0)
}

/// Why a file could not be made in the image.
enum WriteError: Error, Equatable {
    case system(path: String, Int32)
    /// A file would take the place of a folder, or the other way round.
    case inTheWay(path: String, what: String)
    case changed(path: String)
    case unreadable(path: String, Int32)
    case archive(path: String, StoreError)
}

/// Flags of `open` that Glibc's module does not show.
enum OpenFlags {
    /// `O_PATH | O_CLOEXEC`: a place, without access to what is there.
    static let path = 0o10_000_000 | O_CLOEXEC
}
