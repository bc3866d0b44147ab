internal import CLinux
internal import Glibc

/// Writes the entries of a layer's tar into a diff directory, as overlayfs wants it (OCI image spec, layer.md).
///
/// A hostile entry is refused, not repaired; the caller then throws the directory away. No link of the layer leads out,
/// whatever races. Devices are kept as a `DeviceMark`; in a user namespace they are left out, and so are attributes that
/// only the machine's root may set.
struct LayerExtractor: ~Copyable {
    let root: Handle
    private let budget: ExtractionBudget
    private let readsWhiteouts: Bool
    /// Bytes of the regular files so far, hard links counted once.
    private(set) var fileBytes: Int64 = 0
    private let folders: EntryFolders
    private var directoryTimes = DirectoryTimes()

    /// Without `readsWhiteouts`, names that start with `.wh.` are ordinary.
    init(root: consuming Handle, _ budget: ExtractionBudget, readsWhiteouts: Bool = true) {
        folders = EntryFolders(root: root.descriptor)
        self.root = root
        self.budget = budget
        self.readsWhiteouts = readsWhiteouts
    }

    /// Writes all entries of the tar.
    mutating func extract<Source: ByteSource>(_ tar: inout TarReader<Source>) throws(StoreError) {
        while let entry = try tar.next() {
            do throws(StoreError) {
                try budget.takeEntry()
                try place(entry, from: &tar)
            } catch {
                throw error.named(entry)
            }
        }
        try setDirectoryTimes()
    }

    private mutating func place<Source: ByteSource>(
        _ entry: TarEntry, from tar: inout TarReader<Source>
    ) throws(StoreError) {
        let path = try EntryPath.clean(entry.path)
        guard !path.isEmpty else {
            guard entry.kind == .directory else { throw entry.refused(.rootReplaced) }
            return try FileAttributes.apply(entry, to: root.descriptor)
        }
        let (folder, name) = EntryPath.split(path)
        if readsWhiteouts, EntryPath.hasPart(folder, startingWith: Whiteout.prefix) {
            throw entry.refused(.badWhiteout)
        }
        let meaning = readsWhiteouts ? Whiteout.meaning(of: Array(name)) : .ordinary
        if meaning == .bad { throw entry.refused(.badWhiteout) }
        if meaning == .ignored { return }
        let parent = try openParent(folder, of: entry)
        switch meaning {
        case .removes(let removed): try hide(removed, in: parent, modified: entry.modified)
        case .opaque: try OpaqueMark.set(on: parent)
        case .ordinary, .ignored, .bad: try make(entry, at: path, named: CPath(name), in: parent, from: &tar)
        }
    }

    // MARK: Whiteouts

    private func hide(_ name: [UInt8], in parent: Int32, modified: Int64) throws(StoreError) {
        let file = CPath(name)
        var status = stat()
        if file.call({ fstatat(parent, $0, &status, AT_SYMLINK_NOFOLLOW) }) == 0 {
            // The layer has a folder of that name itself, so only the content from lower layers is hidden.
            if status.st_mode & S_IFMT == S_IFDIR { try OpaqueMark.set(on: file, in: parent) }
            return
        }
        guard file.call({ slipway_make_node(parent, $0, S_IFCHR, 0, 0) }) == 0 else {
            throw .failed("whiteout", file.description)
        }
        // The tar that the store makes of the layer contains the time of the whiteout.
        guard file.call({ slipway_set_times(parent, $0, modified, 0) }) == 0 else {
            throw .failed("date", file.description)
        }
    }

    // MARK: Entries

    private mutating func make<Source: ByteSource>(
        _ entry: TarEntry, at path: [UInt8], named name: CPath, in parent: Int32, from tar: inout TarReader<Source>
    ) throws(StoreError) {
        if entry.kind == .directory {
            try makeDirectory(name, in: parent)
            directoryTimes.add(path, entry.modified)
            return try FileAttributes.apply(entry, toOpened: name, in: parent)
        }
        // A hard link is handled first, because replacing the name could remove the link's own target.
        if case .hardLink(let target) = entry.kind { return try link(name, in: parent, to: target, entry) }
        try clear(name, in: parent)
        switch entry.kind {
        case .file(let size): try writeFile(entry, size: size, name, in: parent, from: &tar)
        case .symbolicLink(let target):
            guard CPath(target).call({ target in name.call { symlinkat(target, parent, $0) } }) == 0 else {
                throw .failed("link", name.description)
            }
            try FileAttributes.apply(entry, toLinkLike: name, in: parent)
        case .characterDevice(let major, let minor):
            guard (major, minor) != (0, 0) else { throw entry.refused(.whiteoutDevice) }
            try makeDevice(entry, name, in: parent)
        case .blockDevice: try makeDevice(entry, name, in: parent)
        case .pipe: try makeNode(entry, S_IFIFO, name, in: parent)
        case .directory, .hardLink: break
        }
    }

    /// Makes a directory, or takes the one that is there; one that takes a whiteout's place hides what is below it.
    private mutating func makeDirectory(_ name: CPath, in parent: Int32) throws(StoreError) {
        let whiteout = try clear(name, in: parent, keepingDirectory: true)
        if name.call({ mkdirat(parent, $0, 0o755) }) != 0, errno != EEXIST { throw .failed("make", name.description) }
        if whiteout { try OpaqueMark.set(on: name, in: parent) }
    }

    /// Removes what has the name. Returns whether that was a whiteout.
    @discardableResult
    private mutating func clear(
        _ name: CPath, in parent: Int32, keepingDirectory: Bool = false
    ) throws(StoreError) -> Bool {
        var status = stat()
        guard name.call({ fstatat(parent, $0, &status, AT_SYMLINK_NOFOLLOW) }) == 0 else { return false }
        let isDirectory = status.st_mode & S_IFMT == S_IFDIR
        if isDirectory && keepingDirectory { return false }
        try TreeRemoval.remove(name, from: parent)
        folders.somethingWasRemoved()
        return status.st_mode & S_IFMT == S_IFCHR && status.st_rdev == 0
    }

    private mutating func writeFile<Source: ByteSource>(
        _ entry: TarEntry, size: Int64, _ name: CPath, in parent: Int32, from tar: inout TarReader<Source>
    ) throws(StoreError) {
        try budget.takeFile(bytes: size)
        fileBytes += size
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let descriptor = name.call { openat(parent, $0, flags, 0o600) }
        guard descriptor >= 0 else { throw .failed("make", name.description) }
        let file = Handle(adopting: descriptor)
        var writer = SparseWriter(file.descriptor)
        try tar.content { (offset, bytes) throws(StoreError) in try writer.write(bytes, at: offset) }
        try writer.finish(size: size)
        try FileAttributes.apply(entry, to: descriptor)
    }

    private func makeNode(
        _ entry: TarEntry, _ type: mode_t, _ name: CPath, in parent: Int32
    ) throws(StoreError) {
        guard name.call({ slipway_make_node(parent, $0, type | 0o600, 0, 0) }) == 0 else {
            throw .failed("make", name.description)
        }
        try FileAttributes.apply(entry, toLinkLike: name, in: parent)
    }

    private func makeDevice(_ entry: TarEntry, _ name: CPath, in parent: Int32) throws(StoreError) {
        try makeNode(entry, S_IFSOCK, name, in: parent)
        // Last, so that no attribute of the entry takes the mark's place.
        if try DeviceMark.set(entry.kind, on: CPath(name, in: parent)) { return }
        if name.call({ unlinkat(parent, $0, 0) }) != 0 { throw .failed("remove", name.description) }
    }

    private mutating func link(
        _ name: CPath, in parent: Int32, to target: [UInt8], _ entry: TarEntry
    ) throws(StoreError) {
        let path = try EntryPath.clean(target)
        guard !path.isEmpty else { throw entry.refused(.linkToDirectory) }
        let (directory, targetName) = EntryPath.split(path)
        let opened = (directory.isEmpty ? CPath(".".utf8) : CPath(directory)).call {
            slipway_open_beneath(root.descriptor, $0, O_RDONLY | O_DIRECTORY, 0)
        }
        guard opened >= 0 else {
            throw entry.refused(errno == EXDEV || errno == ELOOP ? .leadsOut : .linkTargetMissing)
        }
        let targetParent = Handle(adopting: opened)
        let targetFile = CPath(targetName)
        var found = stat()
        var existing = stat()
        guard targetFile.call({ fstatat(opened, $0, &found, AT_SYMLINK_NOFOLLOW) }) == 0 else {
            throw entry.refused(.linkTargetMissing)
        }
        if found.st_mode & S_IFMT == S_IFDIR { throw entry.refused(.linkToDirectory) }
        if found.st_mode & S_IFMT == S_IFCHR, found.st_rdev == 0 { throw entry.refused(.whiteoutDevice) }
        // A link to itself changes nothing.
        if name.call({ fstatat(parent, $0, &existing, AT_SYMLINK_NOFOLLOW) }) == 0, existing.st_ino == found.st_ino {
            return
        }
        try clear(name, in: parent)
        guard targetFile.call({ target in name.call { linkat(targetParent.descriptor, target, parent, $0, 0) } }) == 0
        else {
            throw .failed("link", name.description)
        }
    }

    // MARK: Directories

    /// The open directory that an entry belongs in; the parts of it that are missing are made.
    private mutating func openParent(_ path: ArraySlice<UInt8>, of entry: TarEntry) throws(StoreError) -> Int32 {
        let budget = budget
        do throws(EntryFolders.Failure) {
            return try folders.open(path) { () throws(StoreError) in try budget.takeEntry() }
        } catch {
            switch error {
            case .leadsOut: throw entry.refused(.leadsOut)
            case .notADirectory: throw entry.refused(.notADirectory)
            case .store(let error): throw error
            }
        }
    }

    private mutating func setDirectoryTimes() throws(StoreError) {
        let trail = PathTrail(top: root.descriptor)
        try directoryTimes.forEach { (path, modified) throws(StoreError) in
            // The folder may be missing, because a later entry can have replaced it.
            if let folder = try trail.folder(at: path) { try FileAttributes.setTime(modified, of: folder) }
        }
    }
}

extension StoreError {
    /// The same error with the path of the entry at which a limit was exceeded.
    fileprivate func named(_ entry: TarEntry) -> StoreError {
        guard case .limitExceeded(let kind, let limit, nil) = self else { return self }
        return .limitExceeded(kind, limit: limit, entry: entry.shownPath)
    }
}
