internal import Glibc
internal import ImageStore

/// A file, folder or link below the root of a `FileTree`.
struct TreeEntry: Sendable {
    enum Kind: Sendable, Equatable {
        case file, directory, link, pipe, socket
        /// A file that no image takes from a context: its kind in plain words.
        case special(String)
    }

    /// From the root of the tree.
    var path: TreePath
    var kind: Kind
    /// Permission bits, set-user-ID and sticky bits among them.
    var mode: UInt32
    var uid: UInt32
    var gid: UInt32
    /// Bytes; 0 for all but files.
    var size: Int64
    /// Where a link points, byte for byte; empty for all others.
    var target: [UInt8]
    /// The identity of the file when it was looked at.
    var identity: FileIdentity
    /// Whether the file has further names (hard links), here or elsewhere.
    var isShared = false
}

extension TreeEntry {
    init(path: TreePath, status: stat, target: [UInt8] = []) {
        self.path = path
        kind = Self.kind(status.st_mode)
        mode = status.st_mode & 0o7777
        uid = status.st_uid
        gid = status.st_gid
        size = kind == .file ? Int64(status.st_size) : 0
        self.target = target
        identity = FileIdentity(status)
        isShared = kind == .file && status.st_nlink > 1
    }

    private static func kind(_ mode: mode_t) -> Kind {
        switch mode & S_IFMT {
        case S_IFREG: .file
        case S_IFDIR: .directory
        case S_IFLNK: .link
        case S_IFIFO: .pipe
        case S_IFSOCK: .socket
        case S_IFBLK, S_IFCHR: .special("a device")
        default: .special("no ordinary file")
        }
    }
}
