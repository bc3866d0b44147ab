internal import Glibc
internal import ImageFormat
internal import ImageStore

/// Files of a build context that something writes to during the build, each held as the build first read it: its key,
/// its layer and every later step then have the same content, as with BuildKit, which sends the context only once.
final class HeldFiles {
    private var files: [TreePath: HeldFile] = [:]
    private var unsteady: Set<TreePath> = []
    /// Whether every file is held, because more and more turned out to change.
    var holdsAll = false

    subscript(path: TreePath) -> HeldFile? { files[path] }

    func keep(_ file: HeldFile, at path: TreePath) { files[path] = file }

    /// Says that the file changed after it had been read, so that it is held the next time.
    func markUnsteady(_ path: TreePath) { unsteady.insert(path) }

    func mustHold(_ path: TreePath) -> Bool { holdsAll || unsteady.contains(path) }
}

/// A copy of a file that nobody else has a name for.
final class HeldFile {
    private let descriptor: Int32
    let content: Digest
    let size: Int64
    let mode: UInt32
    let identity: FileIdentity
    let attributes: KeptAttributes

    /// Copies an open file as far as it reaches now: one that grows faster than it is read has an end all the same.
    ///
    /// - Parameters:
    ///   - folder: where the copy has its space until the last use ends.
    ///   - path: the file as messages name it.
    init(copyOf source: Int32, in folder: String, path: String) throws(TreeError) {
        var status = stat()
        guard fstat(source, &status) == 0, lseek(source, 0, SEEK_SET) == 0 else {
            throw .system(path: path, errno)
        }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .changed(path: path) }
        let place = folder + "/held-" + String(UInt64.random(in: .min ... .max), radix: 36)
        let copy = open(place, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard copy >= 0 else { throw .system(path: folder, errno) }
        unlink(place)
        do throws(TreeError) {
            (content, size) = try Self.copy(source, to: copy, limit: Int64(status.st_size), path)
        } catch {
            close(copy)
            throw error
        }
        descriptor = copy
        mode = status.st_mode & 0o7777
        identity = FileIdentity(status)
        attributes = KeptAttributes(of: source)
    }

    deinit { close(descriptor) }

    /// A descriptor that stands at the beginning; the caller closes it.
    func opened() -> Int32 {
        let own = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        if own >= 0 { lseek(own, 0, SEEK_SET) }
        return own
    }

    private static func copy(
        _ source: Int32, to target: Int32, limit: Int64, _ path: String
    ) throws(TreeError) -> (Digest, Int64) {
        var hasher = DigestHasher()
        var size: Int64 = 0
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { buffer.deallocate() }
        while size < limit {
            let count = read(source, buffer.baseAddress, Int(min(Int64(buffer.count), limit - size)))
            if count == 0 { break }
            guard count > 0 else {
                if errno == EINTR { continue }
                throw .system(path: path, errno)
            }
            let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
            hasher.update(bytes)
            do { try FileContent.write(bytes, to: target, path: path) } catch { throw .system(path: path, errno) }
            size += Int64(count)
        }
        return (hasher.finalize(), size)
    }
}
