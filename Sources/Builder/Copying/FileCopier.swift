internal import Glibc
internal import ImageStore
internal import CLinux

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

    /// Where a source came to lie, from the root: to find a file in the layer later.
    struct Placement: Equatable {
        var source: String
        var destination: String
    }

    func copy(_ selections: [SourceSelection], to destination: String, keepsParents: Bool) throws(WriteError)
        -> [Placement]
    {
        var placements: [Placement] = []
        let isFolder = destination.hasSuffix("/") || selections.count > 1 || keepsParents
        for selection in selections {
            if let unpack, try unpacks(selection.top, with: unpack, to: destination) { continue }
            let target = self.target(of: selection, destination, isFolder: isFolder, keepsParents: keepsParents)
            placements.append(
                selection.top.kind == .directory
                    ? try copyFolder(selection, to: target) : try copyFile(selection, to: target))
        }
        return placements
    }

    /// Whether it was an archive, and is unpacked now.
    private func unpacks(
        _ entry: TreeEntry, with unpacker: ArchiveUnpacker, to destination: String
    ) throws(WriteError) -> Bool {
        guard entry.kind == .file else { return false }
        let archive: Int32
        do { archive = try tree.openFile(entry.path) } catch { throw .unreadable(path: entry.path, errno) }
        defer { close(archive) }
        guard unpacker.isArchive(archive) else { return false }
        try unpacker.unpack(archive, named: entry.path, to: destination, with: writer, owner: owner ?? .root)
        return true
    }

    private func target(of selection: SourceSelection, _ destination: String, isFolder: Bool, keepsParents: Bool)
        -> String
    {
        if keepsParents { return destination + "/" + selection.path }
        guard selection.top.kind != .directory else { return destination }
        let name = selection.path.split(separator: "/").last ?? ""
        return isFolder || writer.isDirectory(destination)
            ? destination + "/" + name : writer.followed(destination)
    }

    private func copyFile(_ selection: SourceSelection, to target: String) throws(WriteError) -> Placement {
        guard let split = RootWriter.split(target) else {
            throw .inTheWay(path: "/", what: "folder")
        }
        let folder = try writer.directory(split.parent, owner: owner ?? .root)
        defer { close(folder) }
        try write(selection.top, as: split.name, in: folder)
        let parent = writer.path(of: folder)
        return Placement(
            source: selection.path, destination: parent.isEmpty ? split.name : parent + "/" + split.name)
    }

    private func copyFolder(_ selection: SourceSelection, to target: String) throws(WriteError) -> Placement {
        let top = try writer.directory(target, owner: owner ?? .root)
        var folders = OpenFolders(top: top)
        defer { folders.closeAll() }
        var shared = SharedFiles()
        for entry in selection.content {
            let path = selection.relative(entry)
            let (folder, name) = try folders.parent(of: path)
            if let earlier = shared.path(of: entry) {
                try makeRoom(for: name, in: folder, path: path)
                guard linkat(top, earlier, folder, name, 0) == 0 else { throw .system(path: path, errno) }
            } else {
                try write(entry, as: name, in: folder)
                shared.add(entry, path)
            }
        }
        try folders.finishTimes(selection) { time(of: $0) }
        return Placement(source: selection.path, destination: writer.path(of: top))
    }

    private func write(_ entry: TreeEntry, as name: String, in folder: Int32) throws(WriteError) {
        switch entry.kind {
        case .directory: try writeFolder(entry, as: name, in: folder)
        case .link: try writeLink(entry, as: name, in: folder)
        case .file: try writeFile(entry, as: name, in: folder)
        case .socket: return
        case .special(let what): throw .inTheWay(path: entry.path, what: what)
        }
    }

    private func writeFolder(_ entry: TreeEntry, as name: String, in folder: Int32) throws(WriteError) {
        if mkdirat(folder, name, 0o700) != 0 {
            guard errno == EEXIST else { throw .system(path: entry.path, errno) }
            var status = stat()
            guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0, status.st_mode & S_IFMT == S_IFDIR else {
                throw .inTheWay(path: entry.path, what: "file")
            }
        }
        let owner = self.owner(of: entry)
        guard fchownat(folder, name, owner.uid, owner.gid, AT_SYMLINK_NOFOLLOW) == 0,
            fchmodat(folder, name, finalMode(entry), 0) == 0
        else { throw .system(path: entry.path, errno) }
    }

    private func writeLink(_ entry: TreeEntry, as name: String, in folder: Int32) throws(WriteError) {
        try makeRoom(for: name, in: folder, path: entry.path)
        let owner = self.owner(of: entry)
        guard symlinkat(entry.target, folder, name) == 0,
            fchownat(folder, name, owner.uid, owner.gid, AT_SYMLINK_NOFOLLOW) == 0
        else { throw .system(path: entry.path, errno) }
        setTimes(entry, name, in: folder)
    }

    private func writeFile(_ entry: TreeEntry, as name: String, in folder: Int32) throws(WriteError) {
        let source: Int32
        do { source = try tree.openFile(entry.path) } catch { throw .unreadable(path: entry.path, errno) }
        defer { close(source) }
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC
        var target = openat(folder, name, flags, 0o600)
        if target < 0, errno == EEXIST {
            try makeRoom(for: name, in: folder, path: entry.path)
            target = openat(folder, name, flags, 0o600)
        }
        guard target >= 0 else { throw .system(path: entry.path, errno) }
        defer { close(target) }
        try FileContent.copy(from: source, to: target, size: entry.size, path: entry.path)
        var status = stat()
        guard fstat(source, &status) == 0, FileIdentityCheck.isSame(status, entry) else {
            throw .changed(path: entry.path)
        }
        let owner = self.owner(of: entry)
        guard fchown(target, owner.uid, owner.gid) == 0, fchmod(target, finalMode(entry)) == 0 else {
            throw .system(path: entry.path, errno)
        }
        ExtendedAttributes(of: source).apply(to: target)
        setTimes(entry, name, in: folder)
    }

    /// Takes a file or link away that stands where a new one comes; never a folder.
    private func makeRoom(for name: String, in folder: Int32, path: String) throws(WriteError) {
        guard unlinkat(folder, name, 0) != 0, errno != ENOENT else { return }
        if errno == EISDIR || errno == EPERM { throw .inTheWay(path: path, what: "folder") }
        throw .system(path: path, errno)
    }

    private func owner(of entry: TreeEntry) -> Owner {
        owner ?? (keepsOwners ? Owner(uid: entry.uid, gid: entry.gid) : .root)
    }

    private func finalMode(_ entry: TreeEntry) -> mode_t {
        mode?.applied(to: entry.mode, isDirectory: entry.kind == .directory) ?? entry.mode
    }

    private func setTimes(_ entry: TreeEntry, _ name: String, in folder: Int32) {
        let time = time(of: entry)
        _ = slipway_set_times(folder, name, time.seconds, time.nanoseconds)
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
