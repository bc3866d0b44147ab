internal import CLinux
internal import Glibc

/// A folder that steps take files from: the build context, or the root of another stage. Nothing in it leads out.
final class FileTree {
    /// Decides by a path whether a file is left out, and whether a folder can be passed over whole.
    struct Filter {
        var excludes: (_ path: String, _ isDirectory: Bool) -> Bool
        var prunes: (_ path: String) -> Bool
    }

    let path: String
    let root: Int32
    private let filter: Filter?
    /// Whether some files are left out.
    var isFiltered: Bool { filter != nil }
    private var whole: [TreeEntry]?

    init(at path: String, filter: Filter? = nil) throws(TreeError) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(path: path, errno) }
        self.path = path
        self.filter = filter
        root = descriptor
    }

    deinit { close(root) }

    /// Everything in the tree that the filter leaves, folders before what is in them; the root comes first.
    func entries() throws(TreeError) -> [TreeEntry] {
        if let whole { return whole }
        let entries = try entries(below: "")
        whole = entries
        return entries
    }

    /// A file or folder and all below it.
    func entries(below path: String) throws(TreeError) -> [TreeEntry] {
        guard let top = try entry(at: path) else { return [] }
        var found = [top]
        if top.kind == .directory { try walk(path, into: &found) }
        return found
    }

    /// The entry itself, a link not followed; nil where nothing is, or where the filter leaves it out.
    func entry(at path: String) throws(TreeError) -> TreeEntry? {
        let parent = try openFolder(parentOf: path)
        guard let parent else { return nil }
        defer { close(parent.descriptor) }
        guard let entry = try Self.look(at: parent.name, in: parent.descriptor, path: path) else { return nil }
        if let filter, !path.isEmpty, filter.excludes(path, entry.kind == .directory) { return nil }
        return entry
    }

    /// The path with every link in it followed inside the tree; nil where nothing is.
    func resolved(_ path: String) throws(TreeError) -> String? {
        let descriptor = slipway_open_in_root(root, path.isEmpty ? "." : path, OpenFlags.path, 0)
        guard descriptor >= 0 else {
            if [ENOENT, ENOTDIR].contains(errno) { return nil }
            throw .system(path: path, errno)
        }
        defer { close(descriptor) }
        let (whole, top) = (Self.place(of: descriptor), Self.place(of: root))
        guard whole != top else { return "" }
        return whole.hasPrefix(top + "/") ? String(whole.dropFirst(top.count + 1)) : nil
    }

    /// Opens a file for reading; the caller closes it.
    func openFile(_ path: String) throws(TreeError) -> Int32 {
        let descriptor = slipway_open_without_links(root, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0)
        guard descriptor >= 0 else { throw .system(path: path, errno) }
        return descriptor
    }

    /// The whole of a small file; nil where it cannot be read.
    func content(_ path: String) -> [UInt8]? {
        let descriptor = slipway_open_in_root(root, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        return PlainFile.read(descriptor)
    }

    private func openFolder(parentOf path: String) throws(TreeError) -> (descriptor: Int32, name: String)? {
        let split = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        let folder = split.map { String(path[..<$0]) } ?? ""
        let name = split.map { String(path[path.utf8.index(after: $0)...]) } ?? path
        let descriptor = slipway_open_without_links(
            root, folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
        guard descriptor >= 0 else {
            if [ENOENT, ENOTDIR, ELOOP].contains(errno) { return nil }
            throw .system(path: folder, errno)
        }
        return (descriptor, name.isEmpty ? "." : name)
    }

    /// Sockets are passed over: no archive can hold one, so they are in no image.
    private func walk(_ folder: String, into found: inout [TreeEntry]) throws(TreeError) {
        let descriptor = slipway_open_without_links(
            root, folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
        guard descriptor >= 0 else { throw .system(path: folder, errno) }
        defer { close(descriptor) }
        for name in try Self.names(in: descriptor, path: folder) {
            let path = folder.isEmpty ? name : folder + "/" + name
            guard let entry = try Self.look(at: name, in: descriptor, path: path), entry.kind != .socket else {
                continue
            }
            let isFolder = entry.kind == .directory
            let isExcluded = filter?.excludes(path, isFolder) ?? false
            if !isExcluded { found.append(entry) }
            guard isFolder, !isExcluded || !(filter?.prunes(path) ?? false) else { continue }
            let count = found.count
            try walk(path, into: &found)
            // An excluded folder comes along when something in it is taken back by a `!` pattern.
            if isExcluded, found.count > count { found.insert(entry, at: count) }
        }
    }

    /// Nil for what has gone since its folder was read.
    private static func look(at name: String, in folder: Int32, path: String) throws(TreeError) -> TreeEntry? {
        var status = stat()
        guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw .system(path: path, errno)
        }
        guard status.st_mode & S_IFMT == S_IFLNK else { return TreeEntry(path: path, status: status) }
        return TreeEntry(path: path, status: status, target: try target(of: name, in: folder, path: path))
    }

    private static func target(of name: String, in folder: Int32, path: String) throws(TreeError) -> String {
        guard let target = LinkTarget.read(name, in: folder) else { throw .system(path: path, errno) }
        return target
    }

    /// Names in a folder in order of their bytes.
    private static func names(in folder: Int32, path: String) throws(TreeError) -> [String] {
        let copy = dup(folder)
        guard copy >= 0, let stream = fdopendir(copy) else { throw .system(path: path, errno) }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    private static func place(of descriptor: Int32) -> String {
        LinkTarget.read("/proc/self/fd/\(descriptor)", in: AT_FDCWD) ?? ""
    }
}

/// Why files could not be taken.
enum TreeError: Error, Equatable {
    case system(path: String, Int32)
    /// A named pipe, a socket or a device among the files of a COPY.
    case special(path: String, what: String)
    /// The file was written to while it was read.
    case changed(path: String)
    /// No file of that name or pattern.
    case missing(path: String)
    /// It is there, but `.dockerignore` leaves it out.
    case ignored(path: String)
}
