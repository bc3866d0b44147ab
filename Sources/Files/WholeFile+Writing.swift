public import Glibc
internal import Synchronization
internal import SystemPackage

/// Makes the names of temporary files unique within the process.
private let temporaryCount = Atomic<UInt64>(0)

extension WholeFile {
    /// Replaces a file's content. After a crash or a loss of power the file has the old or the new content; once this
    /// function has returned, it has the new one.
    ///
    /// Mode and owner stay. A link is followed, so that it stays one; a file that has other names, or an owner that cannot
    /// be given, is written in its place, while its new content lies beside it until it is there. Folders on the way are
    /// made. What is there and is not a file stays and is an error.
    /// - Parameter mode: of a file that is not there yet, less the umask.
    public static func replace(_ path: String, with bytes: [UInt8], mode: mode_t = 0o666) throws(FileError) {
        let target = FolderPath.resolved(path)
        try Folder.makeParents(of: target)
        let old = try existing(target, path)
        // A rename succeeds even if the file is read-only, so its mode is checked here, for root as well.
        if let old, old.st_mode & 0o222 == 0 { throw .readOnly(path: path) }
        let draft = try Draft(beside: target, mode: old.map { $0.st_mode & 0o7777 } ?? mode, path)
        defer { draft.remove() }
        try draft.write(bytes, keeping: old)
        if draft.isOwned {
            guard rename(draft.name, target) == 0 else { throw .system(path: path, .write, .last) }
        } else {
            try overwrite(target, with: bytes, path)
        }
        Folder.sync(FolderPath.parent(of: target))
    }

    /// Writes bytes into an existing file, device or stream, or into a new file. A crash may leave a part of them.
    public static func write(_ bytes: [UInt8], into path: String, mode: mode_t = 0o666) throws(FileError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY, mode)
        guard descriptor >= 0 else { throw .system(path: path, .write, .last) }
        let isWritten = writeAll(bytes, to: descriptor)
        let error = Errno.last
        // A network file system may report a full disk only when the file is closed.
        let isClosed = close(descriptor) == 0
        if !isWritten { throw .system(path: path, .write, error) }
        if !isClosed { throw .system(path: path, .write, .last) }
    }

    private static func existing(_ target: String, _ path: String) throws(FileError) -> stat? {
        var status = stat()
        guard stat(target, &status) == 0 else {
            if errno == ENOENT { return nil }
            throw .system(path: path, .write, .last)
        }
        let kind = FileKind(mode: status.st_mode)
        guard kind == .regular else { throw .notAFile(path: path, kind) }
        return status
    }

    private static func overwrite(_ target: String, with bytes: [UInt8], _ path: String) throws(FileError) {
        let descriptor = open(target, O_WRONLY | O_TRUNC | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .system(path: path, .write, .last) }
        defer { close(descriptor) }
        guard writeAll(bytes, to: descriptor), fsync(descriptor) == 0 else { throw .system(path: path, .write, .last) }
    }

    /// Writes all of some bytes to an open file, however many calls that takes.
    ///
    /// - Returns: false where that fails, with `errno` saying why.
    public static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        bytes.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                rest = rest.dropFirst(count)
            }
            return true
        }
    }
}

/// A new file beside the one whose place it takes.
private final class Draft {
    let name: String
    private let path: String
    private let descriptor: Int32
    /// Whether it has the old file's owner and may take its name away.
    private(set) var isOwned = true

    /// - Parameter path: what errors name.
    init(beside target: String, mode: mode_t, _ path: String) throws(FileError) {
        self.path = path
        let count = temporaryCount.wrappingAdd(1, ordering: .relaxed).newValue
        // The name does not contain the file's own name, which with an ending could be too long.
        name = FolderPath.parent(of: target) + "/.slipway-\(getpid())-\(count)-\(UInt32.random(in: 0...(.max)))"
        descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
        guard descriptor >= 0 else { throw .system(path: path, .write, .last) }
    }

    deinit { close(descriptor) }

    /// Writes and flushes the content, with the old file's owner and mode.
    func write(_ bytes: [UInt8], keeping old: stat?) throws(FileError) {
        isOwned = old.map { $0.st_nlink == 1 && fchown(descriptor, $0.st_uid, $0.st_gid) == 0 } ?? true
        let hasMode = old.map { fchmod(descriptor, $0.st_mode & 0o7777) == 0 } ?? true
        guard hasMode, WholeFile.writeAll(bytes, to: descriptor), fsync(descriptor) == 0 else {
            throw .system(path: path, .write, .last)
        }
    }

    /// Takes the name away; it is not an error where it is gone because it has become the file's.
    func remove() { unlink(name) }
}
