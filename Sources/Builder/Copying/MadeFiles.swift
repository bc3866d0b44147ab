internal import DockerfileSyntax
internal import BuildPlan
internal import CLinux
internal import Glibc

/// Writes the heredocs of COPY and ADD.
struct InlineWriter {
    let writer: RootWriter
    let owner: Owner
    let mode: ModeChange?

    func write(_ file: InlineFile, to destination: String) throws(WriteError) {
        let made = try MadeFile(file.name, to: destination, with: writer, owner: owner)
        try FileContent.write(Array(file.content.utf8), to: made.descriptor, path: file.name)
        try made.finish(owner: owner, mode: mode?.applied(to: 0o644, isDirectory: false) ?? 0o644)
    }
}

/// Writes what ADD took from a URL: only root reads it, and its time is the server's.
struct RemoteWriter {
    let writer: RootWriter
    let owner: Owner
    let mode: ModeChange?
    /// `--unpack`; nil where an archive stays one.
    let unpacker: ArchiveUnpacker?

    func write(_ file: RemoteFile, to destination: String) throws(WriteError) {
        guard let content = file.file else { return }
        lseek(content.descriptor, 0, SEEK_SET)
        if let unpacker, unpacker.isArchive(content.descriptor) {
            return try unpacker.unpack(
                content.descriptor, named: file.url, to: destination, with: writer, owner: owner)
        }
        let made = try MadeFile(file.name, to: destination, with: writer, owner: owner)
        try FileContent.copy(from: content.descriptor, to: made.descriptor, size: file.size, path: file.url)
        try made.finish(
            owner: owner, mode: mode?.applied(to: 0o600, isDirectory: false) ?? 0o600, modified: file.modified)
    }
}

/// A file that is written here rather than copied; it takes the place of what stood there.
private final class MadeFile {
    let descriptor: Int32
    private let folder: Int32
    private let name: TreePath
    private let path: TreePath

    /// - Parameter destination: a folder where it ends in `/` or is one, else the file's own path.
    init(_ name: String, to destination: String, with writer: RootWriter, owner: Owner) throws(WriteError) {
        let whole = TreePath(destination)
        let isFolder = destination.utf8.last == UInt8(ascii: "/") || writer.isDirectory(whole)
        path = isFolder ? whole.appending(name.utf8) : writer.followed(whole)
        guard let split = path.split else { throw .inTheWay(path: path.text, what: "folder") }
        self.name = split.name
        let folder = try writer.directory(split.parent, owner: owner)
        self.folder = folder
        _ = split.name.call { unlinkat(folder, $0, 0) }
        descriptor = split.name.call { openat(folder, $0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600) }
        guard descriptor >= 0 else {
            let error = errno
            close(folder)
            throw .system(path: path.text, error)
        }
    }

    deinit {
        close(descriptor)
        close(folder)
    }

    func finish(owner: Owner, mode: mode_t, modified: Int64? = nil) throws(WriteError) {
        guard fchown(descriptor, owner.uid, owner.gid) == 0, fchmod(descriptor, mode) == 0 else {
            throw .system(path: path.text, errno)
        }
        if let modified { _ = name.call { slipway_set_times(folder, $0, modified, 0) } }
    }
}
