internal import CLinux
internal import DockerfileSyntax
internal import Files
internal import Glibc
internal import ImageStore
internal import SystemPackage

/// A folder that steps take files from: the build context, or the root of another stage. Nothing in it leads out.
final class FileTree {
    /// Decides by a path whether a file is left out, and whether a folder can be passed over whole.
    struct Filter {
        var excludes: (_ path: String, _ isDirectory: Bool) -> Bool
        var prunes: (_ path: String) -> Bool
        /// The line that leaves a path out.
        var reason: (_ path: String) -> IgnoreLine?
    }

    let path: String
    let root: Int32
    private let filter: Filter?
    /// What an editor has not saved yet; nothing in a build.
    private let unsaved: UnsavedFiles

    /// The line that leaves a path out; nil where none does.
    func reason(_ path: TreePath) -> IgnoreLine? { filter?.reason(path.pattern) }

    /// Whether some files are left out.
    var isFiltered: Bool { filter != nil }
    private var whole: [TreeEntry]?
    /// The files that changed while steps took them.
    let held = HeldFiles()

    init(at path: String, filter: Filter? = nil, unsaved: UnsavedFiles = .none) throws(TreeError) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(path: path, errno) }
        self.path = path
        self.filter = filter
        self.unsaved = unsaved
        root = descriptor
    }

    deinit { close(root) }

    /// Everything in the tree that the filter leaves, folders before what is in them; the root comes first.
    func entries() throws(TreeError) -> [TreeEntry] {
        if let whole { return whole }
        let entries = try entries(below: .root)
        whole = entries
        return entries
    }

    /// A file or folder and all below it.
    func entries(below path: TreePath) throws(TreeError) -> [TreeEntry] {
        guard let top = try entry(at: path) else { return [] }
        guard top.kind == .directory else { return [top] }
        return try walk(top)
    }

    /// The entry itself, a link not followed; nil where nothing is, or where the filter leaves it out.
    func entry(at path: TreePath) throws(TreeError) -> TreeEntry? {
        guard let folder = try openFolder(TreePath(path.parent)) else { return nil }
        defer { close(folder) }
        let name = TreePath(path.name)
        var status = stat()
        guard name.call({ fstatat(folder, $0, &status, AT_SYMLINK_NOFOLLOW) }) == 0 else {
            guard errno == ENOENT || errno == ENOTDIR else { throw .system(path: path.text, errno) }
            return unsaved.newEntry(path).flatMap { isExcluded($0) ? nil : $0 }
        }
        let target = { name.call { SymbolicLink.target(of: $0, in: folder) } }
        guard let entry = try Self.entry(path, status, target: target), !isExcluded(entry) else { return nil }
        return unsaved.updating(entry)
    }

    private func isExcluded(_ entry: TreeEntry) -> Bool {
        guard let filter, !entry.path.isEmpty else { return false }
        return filter.excludes(entry.path.pattern, entry.kind == .directory)
    }

    /// The text of a file that is only in an editor yet; nil for one that is as it is on the disk.
    func unsavedText(_ path: TreePath) -> [UInt8]? { unsaved[path] }

    /// The path with every link in it followed inside the tree; nil where nothing is.
    func resolved(_ path: TreePath) throws(TreeError) -> TreePath? {
        let descriptor = path.call { slipway_open_in_root(root, $0, OpenFlags.path, 0) }
        guard descriptor >= 0 else {
            guard [ENOENT, ENOTDIR].contains(errno) else { throw .system(path: path.text, errno) }
            return unsaved[path] == nil ? nil : path
        }
        defer { close(descriptor) }
        let (whole, top) = (Self.place(of: descriptor), Self.place(of: root))
        guard whole != top else { return .root }
        let isInside = whole.starts(with: top) && whole.dropFirst(top.count).first == UInt8(ascii: "/")
        return isInside ? TreePath(whole.dropFirst(top.count + 1)) : nil
    }

    /// Opens a file for reading; the caller closes it.
    func openFile(_ path: TreePath) throws(TreeError) -> Int32 {
        let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK
        let descriptor = path.call { slipway_open_without_links(root, $0, flags, 0) }
        guard descriptor >= 0 else { throw .system(path: path.text, errno) }
        return descriptor
    }

    /// The whole of a small file; nil where it cannot be read.
    func content(_ path: TreePath) -> [UInt8]? {
        if let text = unsaved[path] { return text }
        let descriptor = path.call { slipway_open_in_root(root, $0, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0) }
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        return try? WholeFile.rest(of: descriptor, path: path.text)
    }

    /// Nil where there is no such folder; the caller closes it.
    private func openFolder(_ path: TreePath) throws(TreeError) -> Int32? {
        let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC
        let descriptor = path.call { slipway_open_without_links(root, $0, flags, 0) }
        guard descriptor >= 0 else {
            if [ENOENT, ENOTDIR, ELOOP].contains(errno) { return nil }
            throw .system(path: path.text, errno)
        }
        return descriptor
    }

    private func walk(_ top: TreeEntry) throws(TreeError) -> [TreeEntry] {
        guard let folder = try openFolder(top.path) else { throw .system(path: top.path.text, errno) }
        defer { close(folder) }
        var found = FoundEntries(top)
        let walk = try Self.at(top.path) { () throws(StoreError) in try TreeWalk(top: folder) }
        while let event = try Self.at(top.path, { () throws(StoreError) in try walk.next() }) {
            switch event {
            case .left: found.leave()
            case .found: try addFound(walk, below: top.path, into: &found)
            }
        }
        guard found.pathBytes <= Self.mostPathBytes else {
            throw .tooLarge(path: top.path.text, limit: Self.mostPathBytes)
        }
        guard !unsaved.isEmpty else { return found.entries }
        return unsaved.adding(to: found.entries.map(unsaved.updating), below: top.path) { path in
            filter?.excludes(path.pattern, false) ?? false
        }
    }

    /// Bytes of all paths of a tree at most: it is kept in memory.
    private static let mostPathBytes = 1 << 30

    /// Sockets are passed over: no archive can hold one, so they are in no image.
    private func addFound(_ walk: TreeWalk, below top: TreePath, into found: inout FoundEntries) throws(TreeError) {
        let path = top.appending(walk.path)
        let folder = walk.folder
        let target = { walk.withName { SymbolicLink.target(of: $0, in: folder) } }
        guard let status = try Self.at(path, { () throws(StoreError) in try walk.status() }),
            let entry = try Self.entry(path, status, target: target), entry.kind != .socket
        else { return }
        let isFolder = entry.kind == .directory
        let isExcluded = filter?.excludes(path.pattern, isFolder) ?? false
        if !isExcluded { found.add(entry) }
        guard isFolder, found.pathBytes <= Self.mostPathBytes else { return }
        if isExcluded, filter?.prunes(path.pattern) ?? false { return }
        try Self.at(path) { () throws(StoreError) in try walk.enter() }
        found.enter(isExcluded ? entry : nil)
    }

    /// The entry of what `stat` found; nil for a link that has gone since then.
    private static func entry(
        _ path: TreePath, _ status: stat, target: () -> [UInt8]?
    ) throws(TreeError) -> TreeEntry? {
        guard status.st_mode & S_IFMT == S_IFLNK else { return TreeEntry(path: path, status: status) }
        if let target = target() { return TreeEntry(path: path, status: status, target: target) }
        if errno == ENOENT { return nil }
        throw .system(path: path.text, errno)
    }

    private static func at<Result>(
        _ path: TreePath, _ body: () throws(StoreError) -> Result
    ) throws(TreeError) -> Result {
        do throws(StoreError) { return try body() } catch { throw .system(path: path.text, error.code) }
    }

    private static func place(of descriptor: Int32) -> [UInt8] {
        SymbolicLink.target(of: "/proc/self/fd/\(descriptor)", in: AT_FDCWD) ?? []
    }
}

/// The entries that a walk has found so far. A folder that is left out is among them, ahead of its content, where a `!`
/// pattern takes something in it back.
private struct FoundEntries {
    private(set) var entries: [TreeEntry]
    private(set) var pathBytes = 0
    /// The folders that the walk is in: those that are left out until something in them is not.
    private var folders: [TreeEntry?] = []
    /// How many of them, from the top, are dealt with.
    private var settled = 0

    init(_ top: TreeEntry) { entries = [top] }

    mutating func add(_ entry: TreeEntry) {
        while settled < folders.count {
            if let folder = folders[settled] { append(folder) }
            settled += 1
        }
        append(entry)
    }

    private mutating func append(_ entry: TreeEntry) {
        entries.append(entry)
        pathBytes += entry.path.bytes.count
    }

    /// - Parameter excluded: the folder, where it is left out.
    mutating func enter(_ excluded: TreeEntry?) {
        if settled == folders.count, excluded == nil { settled += 1 }
        folders.append(excluded)
    }

    mutating func leave() {
        folders.removeLast()
        settled = min(settled, folders.count)
    }
}

extension StoreError {
    /// The system's error number; that of an input or output error for an error without one.
    var code: Int32 { if case .system(_, let code) = self { code.rawValue } else { EIO } }
}
