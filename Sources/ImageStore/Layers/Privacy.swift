internal import Glibc
internal import SystemPackage

/// Keeps other users of the machine out of the store.
///
/// One folder without rights for others shuts off all below it; the folders inside are made so too, for a copy of the
/// store that lies elsewhere.
enum Privacy {
    /// The mode of the store's folders.
    static let folder: mode_t = 0o700
    private static let others: mode_t = 0o077

    /// Opens the directory of a store; nil where there is none, `notOurs` where it is another user's.
    ///
    /// In the user namespace of a rootless build the user is 0, and so is the owner of the user's files.
    static func existing(_ path: FilePath) throws(StoreError) -> Handle? {
        do throws(StoreError) {
            guard let root = try Handle.existing(AT_FDCWD, path.string, O_RDONLY | O_DIRECTORY) else { return nil }
            try checkOwner(root.status, of: path)
            return root
        } catch {
            var status = stat()
            if case .system(_, .permissionDenied) = error, stat(path.string, &status) == 0 {
                try checkOwner(status, of: path)
            }
            throw error
        }
    }

    private static func checkOwner(_ status: stat, of path: FilePath) throws(StoreError) {
        guard status.st_uid == geteuid() else { throw .notOurs(path, owner: status.st_uid) }
    }

    static func isOpenToOthers(_ mode: mode_t) -> Bool { mode & others != 0 }

    /// Removes other users' rights to a file or folder. On a read-only file system they stay.
    static func close(_ name: String, in parent: Int32) throws(StoreError) {
        var status = stat()
        guard fstatat(parent, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { return }
            throw .failed("stat", name)
        }
        let kind = status.st_mode & S_IFMT
        guard kind == S_IFDIR || kind == S_IFREG || kind == S_IFSOCK, isOpenToOthers(status.st_mode) else { return }
        guard fchmodat(parent, name, status.st_mode & 0o7777 & ~others, 0) == 0 || errno == EROFS || errno == ENOENT
        else { throw .failed("change the mode of", name) }
    }
}

extension Store {
    /// Makes a store private that an earlier version, or somebody by hand, left open to others.
    func makePrivate() throws(StoreError) {
        var status = stat()
        guard fstat(root, &status) == 0 else { throw .failed("stat", path.string) }
        guard Privacy.isOpenToOthers(status.st_mode) else { return }
        try Privacy.close(".", in: root)
        for name in try names(in: ".") { try Privacy.close(name, in: root) }
        // The files of layers and the folders that steps share belong to containers and keep their modes.
        for name in Layout.ownFolders { try closeEntries(of: name) }
        for name in try optionalNames(in: "layers") {
            try Privacy.close("layers/\(name)/\(LayerRecord.fileName)", in: root)
        }
        // Files such as `hosts` keep their modes, because the users of the container read them.
        for name in try optionalNames(in: "containers") {
            for file in ["record.json", "state.json", "log", "lock"] {
                try Privacy.close("containers/\(name)/\(file)", in: root)
            }
        }
    }

    private func closeEntries(of directory: String) throws(StoreError) {
        guard let handle = try Handle.existing(root, directory, O_RDONLY | O_DIRECTORY | O_NOFOLLOW) else { return }
        let names = try FolderNames(of: handle.descriptor, isSorted: false)
        for index in 0..<names.count {
            try Privacy.close(String(decoding: names.name(at: index), as: UTF8.self), in: handle.descriptor)
        }
    }
}
