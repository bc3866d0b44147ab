internal import CLinux
internal import Glibc
internal import ImageStore

/// The folders of a copy in progress: those on the way to the last file stay open, because files come folder by folder.
struct OpenFolders {
    private let trail: PathTrail
    private let top: Int32

    /// - Parameter top: an open folder, which stays the caller's.
    init(top: Int32) {
        self.top = top
        trail = PathTrail(top: top)
    }

    /// The open folder that a path lies in, and the path's last part.
    func parent(of path: TreePath) throws(WriteError) -> (Int32, CPath) {
        let folder: Int32?
        do { folder = try trail.folder(at: path.parent) } catch { throw .system(path: path.text, error.code) }
        guard let folder else { throw .system(path: path.text, errno) }
        return (folder, CPath(path.name))
    }

    /// Gives a file that was copied a second name.
    func link(_ earlier: TreePath, to name: CPath, in folder: Int32, path: TreePath) throws(WriteError) {
        let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC
        let source = TreePath(earlier.parent).call { slipway_open_without_links(top, $0, flags, 0) }
        guard source >= 0 else { throw .system(path: path.text, errno) }
        defer { close(source) }
        let linked = CPath(earlier.name).call { old in name.call { linkat(source, old, folder, $0, 0) } }
        guard linked == 0 else { throw .system(path: path.text, errno) }
    }

    /// Gives folders their times back, which making files in them has changed.
    func finishTimes(_ selection: SourceSelection, time: (TreeEntry) -> FileTime) throws(WriteError) {
        for entry in selection.content.reversed() where entry.kind == .directory {
            let (folder, name) = try parent(of: selection.relative(entry))
            let time = time(entry)
            _ = name.call { slipway_set_times(folder, $0, time.seconds, time.nanoseconds) }
        }
    }
}
