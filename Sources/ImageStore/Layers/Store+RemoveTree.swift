internal import Glibc
internal import SystemPackage

extension Store {
    /// Removes a directory and all below it, without following a link; it is not an error if there is none.
    ///
    /// It is renamed into `tmp` first: one that is half removed is never taken for a whole one. Where the disk is so full
    /// that `tmp` takes no name more, a layer loses its record first instead.
    func removeTree(_ name: String) throws(StoreError) {
        let condemned = temporaryName()
        if renameat(root, name, root, condemned) == 0 {
            return try TreeRemoval.remove(Array(condemned.utf8), from: root)
        }
        if errno == ENOENT { return }
        let error = StoreError.failed("remove", name)
        guard error.isFullDisk else { throw error }
        try remove("\(name)/\(LayerRecord.fileName)")
        try TreeRemoval.remove(Array(name.utf8), from: root)
    }
}

/// Removes trees of any depth and width, whose names may be any bytes. Two processes may remove the same one.
public enum TreeRemoval {
    static func remove(_ name: [UInt8], from parent: Int32) throws(StoreError) {
        try remove(CPath(name), from: parent)
    }

    /// Removes a file, or a folder and all below it, without following a link; it is not an error if there is none.
    ///
    /// - Parameters:
    ///   - path: relative to the open folder `parent`.
    public static func remove(_ path: CPath, from parent: Int32) throws(StoreError) {
        if path.call({ unlinkat(parent, $0, 0) }) == 0 || errno == ENOENT { return }
        guard errno == EISDIR || errno == EPERM else { throw .failed("remove", path.description) }
        try empty(path, in: parent)
        if path.call({ unlinkat(parent, $0, AT_REMOVEDIR) }) != 0, errno != ENOENT {
            throw .failed("remove", path.description)
        }
    }

    private static func empty(_ path: CPath, in parent: Int32) throws(StoreError) {
        let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
        var descriptor = path.call { openat(parent, $0, flags) }
        if descriptor < 0, errno == EACCES, path.call({ fchmodat(parent, $0, 0o700, 0) }) == 0 {
            descriptor = path.call { openat(parent, $0, flags) }
        }
        guard descriptor >= 0 else {
            if errno == ENOENT { return }
            throw .failed("open", path.description)
        }
        let directory = Handle(adopting: descriptor)
        let walk = try TreeWalk(top: directory.descriptor, order: .asFound)
        while let event = try walk.next() {
            switch event {
            case .found: try removeFound(walk)
            case .left: try remove(walk, AT_REMOVEDIR)
            }
        }
    }

    private static func removeFound(_ walk: TreeWalk) throws(StoreError) {
        if !walk.isKnownFolder {
            let folder = walk.folder
            if walk.withName({ unlinkat(folder, $0, 0) }) == 0 || errno == ENOENT { return }
            guard errno == EISDIR else { throw .failed("remove", walk.shownPath) }
        }
        do throws(StoreError) {
            try walk.enter(makingReadable: true)
        } catch {
            if case .system(_, .noSuchFileOrDirectory) = error { return }
            throw error
        }
    }

    private static func remove(_ walk: TreeWalk, _ flags: Int32) throws(StoreError) {
        let folder = walk.folder
        if walk.withName({ unlinkat(folder, $0, flags) }) != 0, errno != ENOENT {
            throw .failed("remove", walk.shownPath)
        }
    }
}
