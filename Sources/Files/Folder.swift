public import Glibc
internal import SystemPackage

/// Folders: their names, and making them.
public enum Folder {
    /// The names in a folder, without `.` and `..`, in order of their bytes.
    /// - Parameter limit: the most names that are taken; more are an error.
    public static func names(of path: String, limit: Int = 1_000_000) throws(FileError) -> [String] {
        guard let stream = opendir(path) else { throw .system(path: path, .list, .last) }
        defer { closedir(stream) }
        var names: [String] = []
        errno = 0
        while let entry = readdir(stream) {
            let name = Self.name(of: entry)
            if name != ".", name != ".." { names.append(name) }
            guard names.count <= limit else { throw .system(path: path, .list, Errno(rawValue: EOVERFLOW)) }
            errno = 0
        }
        guard errno == 0 else { throw .system(path: path, .list, .last) }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// The same as `names(of:)`, but empty where the folder does not exist.
    public static func namesIfPresent(of path: String) throws(FileError) -> [String] {
        do throws(FileError) {
            return try names(of: path)
        } catch .system(_, _, .noSuchFileOrDirectory) {
            return []
        } catch {
            throw error
        }
    }

    /// The same as `names(of:)`, but empty where the names cannot be read. It serves lists from which people choose.
    public static func namesOrNone(of path: String) -> [String] { (try? names(of: path)) ?? [] }

    /// Makes a folder with those above it; those that are there already are not an error.
    public static func make(_ path: String, mode: mode_t = 0o777) throws(FileError) {
        if mkdir(path, mode) == 0 || isFolder(path) { return }
        guard errno == ENOENT else { throw .system(path: path, .makeFolder, .last) }
        try makeParents(of: path)
        guard mkdir(path, mode) == 0 || isFolder(path) else { throw .system(path: path, .makeFolder, .last) }
    }

    /// Makes the folders above a path.
    public static func makeParents(of path: String) throws(FileError) {
        let parent = FolderPath.parent(of: path)
        if isFolder(parent) { return }
        var missing: [String] = []
        var folder = parent
        while !isFolder(folder), folder != "/", folder != "." {
            missing.append(folder)
            folder = FolderPath.parent(of: folder)
        }
        for folder in missing.reversed() where mkdir(folder, 0o777) != 0 && !isFolder(folder) {
            throw .system(path: folder, .makeFolder, errno == EEXIST ? .notDirectory : .last)
        }
    }

    /// Whether a folder, or a link to one, stands there. Keeps `errno`.
    public static func isFolder(_ path: String) -> Bool {
        let before = errno
        defer { errno = before }
        var status = stat()
        return stat(path, &status) == 0 && FileKind(mode: status.st_mode) == .folder
    }

    /// Whether a link stands there, wherever it leads.
    public static func isLink(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }

    /// Flushes the entries of a folder to the disk, if the file system supports that.
    static func sync(_ path: String) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    private static func name(of entry: UnsafeMutablePointer<dirent>) -> String {
        let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
        return String(cString: UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self))
    }
}

/// Paths as texts.
enum FolderPath {
    /// The folder above a path; `.` for a bare name.
    static func parent(of path: String) -> String {
        let parent = FilePath(path).removingLastComponent().string
        return parent.isEmpty ? "." : parent
    }

    /// The path with its links resolved. A path that does not exist yet stays as it is.
    static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }
}
