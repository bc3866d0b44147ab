internal import CLinux
internal import DockerfileSyntax
internal import Glibc
internal import ImageStore

/// Copies selected files into a root as COPY does: modes and times are kept, owners are root's or the given one's.
struct FileCopier {
    let tree: FileTree
    let writer: RootWriter
    /// `--chown`; nil keeps the owner of a file of another stage, and gives a context's file to root.
    let owner: Owner?
    let keepsOwners: Bool
    let mode: ModeChange?
    /// Seconds since 1970 that every file gets in place of its own time: `SOURCE_DATE_EPOCH`, for a context's files.
    var date: Int64?
    /// ADD: unpacks an archive into a folder; nil where archives are copied like any file.
    var unpack: ArchiveUnpacker?

    /// The mode and owner of a folder that a copy makes, where nothing else is said.
    private static let folderMode: UInt32 = 0o755

    /// A source and its path in the root, by which its files are found in the layer later.
    struct Placement: Equatable {
        var source: String
        var destination: String
    }

    func copy(_ selections: [SourceSelection], to destination: String, keepsParents: Bool) throws(WriteError)
        -> [Placement]
    {
        var placements: [Placement] = []
        // As BuildKit has it, several files at a path without a slash take each other's place; the lint warns of it.
        let isFolder = destination.hasSuffix("/") || keepsParents
        for selection in selections {
            if let unpack, try unpacks(selection.top, with: unpack, to: destination) { continue }
            let target = self.target(of: selection, destination, isFolder: isFolder, keepsParents: keepsParents)
            placements.append(
                selection.top.kind == .directory
                    ? try copyFolder(selection, to: target) : try copyFile(selection, to: target))
        }
        return placements
    }

    /// Unpacks the file if it is an archive; returns whether it was one.
    private func unpacks(
        _ entry: TreeEntry, with unpacker: ArchiveUnpacker, to destination: String
    ) throws(WriteError) -> Bool {
        guard entry.kind == .file else { return false }
        let archive = try open(entry)
        defer { close(archive) }
        guard unpacker.isArchive(archive) else { return false }
        try unpacker.unpack(archive, named: entry.path.text, to: destination, with: writer, owner: owner ?? .root)
        return true
    }

    private func target(
        of selection: SourceSelection, _ destination: String, isFolder: Bool, keepsParents: Bool
    ) -> TreePath {
        let whole = TreePath(destination)
        if keepsParents { return whole.appending(selection.path.bytes) }
        guard selection.top.kind != .directory else { return whole }
        return isFolder || writer.isDirectory(whole)
            ? whole.appending(selection.path.name) : writer.followed(whole)
    }

    private func copyFile(_ selection: SourceSelection, to target: TreePath) throws(WriteError) -> Placement {
        guard let split = target.split else { throw .inTheWay(path: "/", what: "folder") }
        let folder = try writer.directory(split.parent, owner: owner ?? .root)
        defer { close(folder) }
        try write(selection.top, as: CPath(split.name.bytes), in: folder)
        let destination = writer.path(of: folder).appending(split.name.bytes)
        return Placement(source: selection.path.text, destination: destination.text)
    }

    private func copyFolder(_ selection: SourceSelection, to target: TreePath) throws(WriteError) -> Placement {
        let isNew = !writer.isDirectory(target)
        let top = try writer.directory(target, owner: owner ?? .root)
        defer { close(top) }
        // As with BuildKit, a folder that was there keeps its mode.
        if isNew, let mode, fchmod(top, mode.applied(to: Self.folderMode, isDirectory: true)) != 0 {
            throw .system(path: target.text, errno)
        }
        let folders = OpenFolders(top: top)
        var shared = SharedFiles()
        for entry in selection.content {
            let path = selection.relative(entry)
            let (folder, name) = try folders.parent(of: path)
            if let earlier = shared.path(of: entry) {
                try makeRoom(for: name, in: folder, path: path)
                try folders.link(earlier, to: name, in: folder, path: path)
            } else {
                try write(entry, as: name, in: folder)
                shared.add(entry, path)
            }
        }
        try folders.finishTimes(selection) { time(of: $0) }
        return Placement(source: selection.path.text, destination: writer.path(of: top).text)
    }

    private func write(_ entry: TreeEntry, as name: CPath, in folder: Int32) throws(WriteError) {
        switch entry.kind {
        case .directory: try writeFolder(entry, as: name, in: folder)
        case .link: try writeLink(entry, as: name, in: folder)
        case .file: try writeFile(entry, as: name, in: folder)
        case .pipe: try writePipe(entry, as: name, in: folder)
        case .socket: return
        case .special(let what): throw .inTheWay(path: entry.path.text, what: what)
        }
    }

    private func writeFolder(_ entry: TreeEntry, as name: CPath, in folder: Int32) throws(WriteError) {
        if name.call({ mkdirat(folder, $0, 0o700) }) != 0 {
            guard errno == EEXIST else { throw .system(path: entry.path.text, errno) }
            var status = stat()
            guard name.call({ fstatat(folder, $0, &status, AT_SYMLINK_NOFOLLOW) }) == 0,
                status.st_mode & S_IFMT == S_IFDIR
            else { throw .inTheWay(path: entry.path.text, what: "file") }
        }
        let mode = finalMode(entry)
        guard setOwner(of: entry, name, in: folder), name.call({ fchmodat(folder, $0, mode, 0) }) == 0 else {
            throw .system(path: entry.path.text, errno)
        }
    }

    private func writeLink(_ entry: TreeEntry, as name: CPath, in folder: Int32) throws(WriteError) {
        try makeRoom(for: name, in: folder, path: entry.path)
        let linked = CPath(entry.target).call { target in name.call { symlinkat(target, folder, $0) } }
        guard linked == 0, setOwner(of: entry, name, in: folder) else { throw .system(path: entry.path.text, errno) }
        setTimes(entry, name, in: folder)
    }

    /// A named pipe is made anew; nothing is ever read from one.
    private func writePipe(_ entry: TreeEntry, as name: CPath, in folder: Int32) throws(WriteError) {
        try makeRoom(for: name, in: folder, path: entry.path)
        let mode = finalMode(entry)
        guard name.call({ mkfifoat(folder, $0, 0o600) }) == 0, setOwner(of: entry, name, in: folder),
            name.call({ fchmodat(folder, $0, mode, 0) }) == 0
        else { throw .system(path: entry.path.text, errno) }
        setTimes(entry, name, in: folder)
    }

    private func setOwner(of entry: TreeEntry, _ name: CPath, in folder: Int32) -> Bool {
        let owner = owner(of: entry)
        return name.call { fchownat(folder, $0, owner.uid, owner.gid, AT_SYMLINK_NOFOLLOW) } == 0
    }

    private func writeFile(_ entry: TreeEntry, as name: CPath, in folder: Int32) throws(WriteError) {
        let source = try open(entry)
        defer { close(source) }
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC
        var target = name.call { openat(folder, $0, flags, 0o600) }
        if target < 0, errno == EEXIST {
            try makeRoom(for: name, in: folder, path: entry.path)
            target = name.call { openat(folder, $0, flags, 0o600) }
        }
        guard target >= 0 else { throw .system(path: entry.path.text, errno) }
        defer { close(target) }
        try fill(target, from: source, entry)
        let owner = self.owner(of: entry)
        guard fchown(target, owner.uid, owner.gid) == 0, fchmod(target, finalMode(entry)) == 0 else {
            throw .system(path: entry.path.text, errno)
        }
        (tree.held[entry.path]?.attributes ?? KeptAttributes(of: source)).apply(to: target)
        setTimes(entry, name, in: folder)
    }

    private func fill(_ target: Int32, from source: Int32, _ entry: TreeEntry) throws(WriteError) {
        var status = stat()
        let path = entry.path.text
        try FileContent.copy(from: source, to: target, size: entry.size, path: path)
        guard tree.held[entry.path] == nil else { return }
        guard fstat(source, &status) == 0, FileIdentityCheck.isSame(status, entry) else { throw changed(entry) }
    }

    /// Opens a file as its key was read; the caller closes it.
    private func open(_ entry: TreeEntry) throws(WriteError) -> Int32 {
        if let held = tree.held[entry.path] {
            let descriptor = held.opened()
            guard descriptor >= 0 else { throw .unreadable(path: entry.path.text, errno) }
            return descriptor
        }
        do throws(TreeError) { return try tree.openFile(entry.path) } catch {
            guard case .system(_, let code) = error else { throw .unreadable(path: entry.path.text, EIO) }
            throw code == ENOENT ? changed(entry) : .unreadable(path: entry.path.text, code)
        }
    }

    private func changed(_ entry: TreeEntry) -> WriteError {
        tree.held.markUnsteady(entry.path)
        return .changed(path: entry.path.text)
    }

    /// Takes a file or link away that stands where a new one comes; never a folder.
    private func makeRoom(for name: CPath, in folder: Int32, path: TreePath) throws(WriteError) {
        guard name.call({ unlinkat(folder, $0, 0) }) != 0, errno != ENOENT else { return }
        if errno == EISDIR || errno == EPERM { throw .inTheWay(path: path.text, what: "folder") }
        throw .system(path: path.text, errno)
    }

    private func owner(of entry: TreeEntry) -> Owner {
        owner ?? (keepsOwners ? Owner(uid: entry.uid, gid: entry.gid) : .root)
    }

    private func finalMode(_ entry: TreeEntry) -> mode_t {
        mode?.applied(to: entry.mode, isDirectory: entry.kind == .directory) ?? entry.mode
    }

    private func setTimes(_ entry: TreeEntry, _ name: CPath, in folder: Int32) {
        let time = time(of: entry)
        _ = name.call { slipway_set_times(folder, $0, time.seconds, time.nanoseconds) }
    }

    private func time(of entry: TreeEntry) -> FileTime {
        date.map { FileTime(seconds: $0, nanoseconds: 0) } ?? FileTime(sinceEpoch: entry.identity.modified)
    }
}

/// A moment since 1970, as the kernel takes it.
struct FileTime {
    var seconds: Int64
    /// 0 to 999,999,999, also ahead of 1970.
    var nanoseconds: Int64

    init(seconds: Int64, nanoseconds: Int64) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    init(sinceEpoch time: Int64) {
        seconds = time >= 0 ? time / 1_000_000_000 : (time - 999_999_999) / 1_000_000_000
        nanoseconds = time - seconds * 1_000_000_000
    }
}
