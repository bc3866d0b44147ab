internal import CLinux
internal import Glibc
internal import ImageStore

/// The folders of a copy in progress: one stays open per level, because files come folder by folder.
struct OpenFolders {
    private var open: [(name: Substring, descriptor: Int32)] = []
    private let top: Int32

    init(top: Int32) { self.top = top }

    /// The open folder that a path lies in, and the path's last part.
    mutating func parent(of path: String) throws(WriteError) -> (Int32, String) {
        let parts = path.split(separator: "/")
        let folders = parts.dropLast()
        var common = 0
        while common < open.count, common < folders.count, open[common].name == folders[common] { common += 1 }
        while open.count > common { close(open.removeLast().descriptor) }
        for name in folders.dropFirst(common) {
            let descriptor = openat(
                open.last?.descriptor ?? top, String(name), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard descriptor >= 0 else { throw .system(path: path, errno) }
            open.append((name, descriptor))
        }
        return (open.last?.descriptor ?? top, String(parts.last ?? ""))
    }

    /// Gives folders their times back, which making files in them has changed.
    mutating func finishTimes(
        _ selection: SourceSelection, time: (TreeEntry) -> FileTime
    ) throws(WriteError) {
        for entry in selection.content.reversed() where entry.kind == .directory {
            let (folder, name) = try parent(of: selection.relative(entry))
            let time = time(entry)
            _ = slipway_set_times(folder, name, time.seconds, time.nanoseconds)
        }
    }

    mutating func closeAll() {
        for folder in open { close(folder.descriptor) }
        open = []
        close(top)
    }
}
