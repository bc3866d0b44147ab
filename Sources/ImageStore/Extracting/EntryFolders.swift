internal import CLinux
internal import Glibc

/// Opens the folders for the entries of an archive. No path can lead out of the root. The cost of an entry is at most
/// proportional to the length of its path, whatever the archive contains.
final class EntryFolders {
    private let root: Int32
    private var trail: PathTrail
    /// The last folder that was reached through a link of the layer, and its path.
    private var linked: (path: [UInt8], folder: Int32)?
    private var isStale = false

    /// - Parameter root: an open folder, which the caller closes.
    init(root: Int32) {
        self.root = root
        trail = PathTrail(top: root)
    }

    deinit { if let linked { close(linked.folder) } }

    enum Failure: Error, Equatable {
        case leadsOut, notADirectory
        case store(StoreError)
    }

    /// Has to be called when a file or folder was removed, because an open folder may be the removed one.
    func somethingWasRemoved() { isStale = true }

    /// The open folder with a clean path. Missing parts of the path are made. The descriptor belongs to this value.
    ///
    /// - Parameter willMake: called before each folder that is made.
    func open(
        _ wanted: ArraySlice<UInt8>, willMake: () throws(StoreError) -> Void
    ) throws(Failure) -> Int32 {
        forgetWhatIsStale()
        if let linked, linked.path.elementsEqual(wanted) { return linked.folder }
        let rest: ArraySlice<UInt8>
        do { rest = try trail.rest(of: wanted) } catch { throw .store(error) }
        for name in EntryPath.Parts(rest) {
            if trail.enter(name) { continue }
            switch try find(name, in: trail.folder) {
            case .link: return try openThroughLinks(wanted, willMake)
            case .other: throw .notADirectory
            case .nothing: try make(name, in: trail.folder, replacesWhiteout: false, willMake)
            case .whiteout: try make(name, in: trail.folder, replacesWhiteout: true, willMake)
            }
            guard trail.enter(name) else { throw .store(.failed("open", ShownPath.text(wanted))) }
        }
        return trail.folder
    }

    private func forgetWhatIsStale() {
        guard isStale else { return }
        isStale = false
        restart()
        if let linked { close(linked.folder) }
        linked = nil
    }

    private func restart() { trail = PathTrail(top: root) }

    // MARK: What is there

    private enum Found {
        case nothing, whiteout, link, other
    }

    private func find(_ name: ArraySlice<UInt8>, in folder: Int32) throws(Failure) -> Found {
        var status = stat()
        guard CPath(name).call({ fstatat(folder, $0, &status, AT_SYMLINK_NOFOLLOW) }) == 0 else {
            if errno == ENOENT { return .nothing }
            throw .store(.failed("look at", ShownPath.text(name)))
        }
        if status.st_mode & S_IFMT == S_IFLNK { return .link }
        return status.st_mode & S_IFMT == S_IFCHR && status.st_rdev == 0 ? .whiteout : .other
    }

    /// Makes a folder that no entry names; one that takes a whiteout's place hides what is below it.
    private func make(
        _ name: ArraySlice<UInt8>, in folder: Int32, replacesWhiteout: Bool, _ willMake: () throws(StoreError) -> Void
    ) throws(Failure) {
        let file = CPath(name)
        do throws(StoreError) {
            try willMake()
            if replacesWhiteout { try TreeRemoval.remove(file, from: folder) }
            if file.call({ mkdirat(folder, $0, 0o755) }) != 0 { throw .failed("make", file.description) }
            if replacesWhiteout { try OpaqueMark.set(on: file, in: folder) }
        } catch {
            throw .store(error)
        }
    }

    // MARK: Links

    /// Follows the links of the layer on the way to a folder, if they stay within the layer. At most forty links are
    /// followed, as in the kernel.
    private func openThroughLinks(
        _ wanted: ArraySlice<UInt8>, _ willMake: () throws(StoreError) -> Void
    ) throws(Failure) -> Int32 {
        restart()
        var folder = Handle(adopting: fcntl(root, F_DUPFD_CLOEXEC, 3))
        for name in EntryPath.Parts(wanted) {
            let next = try step(from: folder, to: name, at: wanted[..<name.endIndex], willMake)
            folder = Handle(adopting: next)
        }
        if let linked { close(linked.folder) }
        let result = folder.release()
        linked = (Array(wanted), result)
        return result
    }

    private func step(
        from folder: borrowing Handle, to name: ArraySlice<UInt8>, at path: ArraySlice<UInt8>,
        _ willMake: () throws(StoreError) -> Void
    ) throws(Failure) -> Int32 {
        let parent = folder.descriptor
        let file = CPath(name)
        let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC
        let plain = file.call { openat(parent, $0, flags | O_NOFOLLOW) }
        if plain >= 0 { return plain }
        let result: Int32
        switch try find(name, in: parent) {
        case .other: throw .notADirectory
        case .link: result = CPath(path).call { slipway_open_beneath(root, $0, flags, 0) }
        case .nothing:
            try make(name, in: parent, replacesWhiteout: false, willMake)
            result = file.call { openat(parent, $0, flags | O_NOFOLLOW) }
        case .whiteout:
            try make(name, in: parent, replacesWhiteout: true, willMake)
            result = file.call { openat(parent, $0, flags | O_NOFOLLOW) }
        }
        guard result >= 0 else { throw errno == EXDEV || errno == ELOOP ? .leadsOut : .notADirectory }
        return result
    }
}
