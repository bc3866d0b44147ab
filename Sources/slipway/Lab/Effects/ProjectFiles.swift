import Glibc
import SystemPackage

/// Files of the learner's folder, and the lab's own: read whole, and written so that a crash leaves the old or the new.
enum ProjectFiles {
    enum Failure: Error {
        case tooLarge(String)
        case isFolder(String)
        case readOnly(String)
        case system(String, Errno)
    }

    /// Larger files are not opened in an editor pane.
    static let sizeLimit = 16 << 20

    /// The bytes of a file; nil where there is none.
    static func read(_ path: String) throws(Failure) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw .system(path, Errno(rawValue: errno))
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .system(path, Errno(rawValue: errno)) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .isFolder(path) }
        guard status.st_size <= sizeLimit else { throw .tooLarge(path) }
        return try readAll(descriptor, path, Int(status.st_size))
    }

    private static func readAll(_ descriptor: Int32, _ path: String, _ size: Int) throws(Failure) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size)
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= sizeLimit {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .system(path, Errno(rawValue: errno)) }
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        return bytes
    }

    /// Replaces a file's content by rename, keeping its mode and its owner; a link is followed, so that it stays one, and
    /// a file that has other names or an owner that cannot be given keeps them by being written in its place. Folders
    /// on the way are made. A rename asks nobody whether the file may be written, so that its mode is asked here, root's
    /// too.
    static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
        let target = resolved(path)
        makeParents(of: target)
        let temporary = "\(target).slipway-\(getpid())"
        let old = existing(target)
        let mode = old.map { $0.st_mode & 0o7777 } ?? 0o666
        guard mode & 0o222 != 0 else { throw .readOnly(path) }
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode)
        guard descriptor >= 0 else { throw .system(path, Errno(rawValue: errno)) }
        let isOwned = old.map { $0.st_nlink == 1 && fchown(descriptor, $0.st_uid, $0.st_gid) == 0 } ?? true
        let written = writeAll(bytes, descriptor) && (old == nil || fchmod(descriptor, mode) == 0)
        let synced = written && fsync(descriptor) == 0
        let error = errno
        close(descriptor)
        guard synced else {
            unlink(temporary)
            throw .system(path, Errno(rawValue: error))
        }
        if !isOwned {
            // The whole text lies beside it until it is written: a crash between leaves the one or the other.
            try overwrite(target, with: bytes, path)
            unlink(temporary)
        } else if rename(temporary, target) != 0 {
            let cause = errno
            unlink(temporary)
            throw .system(path, Errno(rawValue: cause))
        }
    }

    private static func overwrite(_ target: String, with bytes: [UInt8], _ path: String) throws(Failure) {
        let descriptor = open(target, O_WRONLY | O_TRUNC | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(path, Errno(rawValue: errno)) }
        defer { close(descriptor) }
        guard writeAll(bytes, descriptor), fsync(descriptor) == 0 else { throw .system(path, Errno(rawValue: errno)) }
    }

    private static func writeAll(_ bytes: [UInt8], _ descriptor: Int32) -> Bool {
        var offset = 0
        while offset < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress.map { $0 + offset }, bytes.count - offset)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            offset += count
        }
        return true
    }

    private static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }

    private static func existing(_ path: String) -> stat? {
        var status = stat()
        return stat(path, &status) == 0 ? status : nil
    }

    /// Makes a folder with those above it.
    static func makeFolder(_ path: String) {
        makeParents(of: path)
        mkdir(path, 0o777)
    }

    /// Makes the folders above a path; those that are there already are not an error.
    static func makeParents(of path: String) {
        var parents: [String] = []
        var parent = FilePath(path).removingLastComponent()
        while !parent.isEmpty, parent.string != "/" {
            parents.append(parent.string)
            parent = parent.removingLastComponent()
        }
        for folder in parents.reversed() { mkdir(folder, 0o777) }
    }
}
