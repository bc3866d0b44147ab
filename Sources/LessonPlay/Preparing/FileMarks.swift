internal import Files
internal import Glibc
internal import ImageFormat
internal import ImageStore
internal import SystemPackage

/// What tells files from other files: of each its kind and its mode, and the digest of its bytes or where it leads.
enum FileMarks {
    /// The marks of all that lies below a folder, by path. Links are not followed.
    ///
    /// - Throws: where something there cannot be read, or has a name that is not UTF-8.
    static func all(below top: String) throws(FileError) -> [String: String] {
        var marks: [String: String] = [:]
        var folders = [""]
        while let folder = folders.popLast() {
            for name in try Folder.names(of: top + "/" + folder) {
                let path = folder.isEmpty ? name : folder + "/" + name
                let found = try status(of: top + "/" + path)
                marks[path] = try mark(of: top + "/" + path, found)
                if FileKind(mode: found.st_mode) == .folder { folders.append(path) }
            }
        }
        return marks
    }

    /// As `all(below:)`; none where there is not a folder.
    static func allIfPresent(below top: String) throws(FileError) -> [String: String] {
        Folder.isFolder(top) ? try all(below: top) : [:]
    }

    /// The mark of one file.
    static func mark(of path: String) throws(FileError) -> String { try mark(of: path, try status(of: path)) }

    private static func mark(of path: String, _ status: stat) throws(FileError) -> String {
        let mode = String(status.st_mode & 0o7777, radix: 8)
        switch FileKind(mode: status.st_mode) {
        case .regular: return "file \(mode) \(try digest(of: path))"
        case .folder: return "folder \(mode)"
        case .link:
            guard let target = SymbolicLink.target(of: path, in: AT_FDCWD) else { throw failure(path) }
            return "link \(String(decoding: target, as: UTF8.self))"
        case .fifo, .socket, .characterDevice, .blockDevice, .unknown: return "other \(mode)"
        }
    }

    /// The digest of a file's bytes, which may be many.
    static func digest(of path: String) throws(FileError) -> Digest {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { throw failure(path) }
        defer { close(file) }
        var hasher = DigestHasher()
        let code = withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer -> Int32 in
            while true {
                let count = read(file, buffer.baseAddress, buffer.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return count == 0 ? 0 : errno }
                hasher.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            }
        }
        guard code == 0 else { throw .system(path: path, .read, Errno(rawValue: code)) }
        return hasher.finalize()
    }

    /// How much lies below a folder: its names, and the sizes and times of its files. It is counted in a moment where
    /// reading all bytes would take seconds. What may not be looked into, as folders of other users, counts as it is.
    static func extent(of top: String) -> String {
        var (names, bytes, times) = (0, 0, 0)
        var folders = [top]
        while let folder = folders.popLast() {
            for name in Folder.namesOrNone(of: folder) {
                names += 1
                guard let found = try? status(of: folder + "/" + name) else { continue }
                switch FileKind(mode: found.st_mode) {
                case .folder: folders.append(folder + "/" + name)
                case .regular:
                    bytes += Int(found.st_size)
                    times &+= found.st_mtim.tv_sec &* 1_000_000_000 &+ found.st_mtim.tv_nsec
                case .link, .fifo, .socket, .characterDevice, .blockDevice, .unknown: break
                }
            }
        }
        return "\(names) \(bytes) \(times)"
    }

    private static func status(of path: String) throws(FileError) -> stat {
        var status = stat()
        guard lstat(path, &status) == 0 else { throw failure(path) }
        return status
    }

    private static func failure(_ path: String) -> FileError {
        .system(path: path, .read, Errno(rawValue: errno))
    }
}
