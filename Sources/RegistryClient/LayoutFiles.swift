internal import Glibc
internal import ImageFormat
internal import Synchronization
internal import SystemPackage

/// The files of an OCI image layout, each of which lands whole.
enum LayoutFiles {
    static func prepare(_ folder: FilePath) throws {
        for path in [folder, folder.appending("blobs"), folder.appending("blobs/sha256")] {
            guard mkdir(path.string, 0o700) == 0 || errno == EEXIST else { throw failure(path, Errno(rawValue: errno)) }
        }
        try write(Array(#"{"imageLayoutVersion":"1.0.0"}"#.utf8), to: folder.appending("oci-layout"))
    }

    /// Waits until no other process writes into the folder; the lock goes with the descriptor.
    static func lock(_ folder: FilePath) throws -> FileDescriptor {
        let file = try FileDescriptor.open(folder, .readOnly)
        while flock(file.rawValue, LOCK_EX) != 0 {
            guard errno == EINTR else {
                try file.close()
                throw failure(folder, Errno(rawValue: errno))
            }
        }
        return file
    }

    /// An error that names the file.
    static func failure(_ path: FilePath, _ error: any Error) -> RegistryError {
        if let error = error as? RegistryError { return error }
        return .cannotWrite(path: path.string, reason: "\(error)")
    }

    /// How many bytes of these blobs the folder has room for, those that are there already included; no limit if the
    /// system does not say.
    static func room(in folder: FilePath, with blobs: [Digest]) -> Int64 {
        var status = statvfs()
        guard statvfs(folder.string, &status) == 0 else { return .max }
        let (free, overflow) = Int64(clamping: status.f_bavail).multipliedReportingOverflow(by: Int64(status.f_frsize))
        guard !overflow else { return .max }
        return blobs.reduce(free) { sum, digest in
            let path = blob(digest, in: folder).string
            return sum + (size(path) ?? size(path + ".part") ?? 0)
        }
    }

    /// Whether there is something under the path.
    static func exists(_ path: FilePath) -> Bool { size(path.string) != nil }

    private static func size(_ path: String) -> Int64? {
        var status = stat()
        return lstat(path, &status) == 0 ? Int64(status.st_size) : nil
    }

    static func blob(_ digest: Digest, in folder: FilePath) -> FilePath {
        folder.appending("blobs/sha256/\(digest.hex)")
    }

    static func write(_ bytes: [UInt8], to path: FilePath) throws(RegistryError) {
        do { try land(bytes, at: path) } catch { throw failure(path, error) }
    }

    private static func land(_ bytes: [UInt8], at path: FilePath) throws {
        let temporary = FilePath(path.string + ".new")
        let file = try FileDescriptor.open(
            temporary, .writeOnly, options: [.create, .truncate, .noFollow],
            permissions: FilePermissions(rawValue: 0o600))
        try file.closeAfter {
            try file.writeAll(bytes)
            guard fsync(file.rawValue) == 0 else { throw Errno(rawValue: errno) }
        }
        guard rename(temporary.string, path.string) == 0 else { throw Errno(rawValue: errno) }
    }

    /// A small file of the layout, whole.
    static func read(_ path: FilePath) throws -> [UInt8] {
        let file = try FileDescriptor.open(path, .readOnly, options: [.noFollow])
        defer { try? file.close() }
        let size = try file.seek(offset: 0, from: .end)
        guard size <= RegistryClient.documentLimit else { throw Errno.fileTooLarge }
        try file.seek(offset: 0, from: .start)
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = try buffer.withUnsafeMutableBytes({ try file.read(into: $0) }), count > 0 {
            bytes += buffer[..<count]
        }
        return bytes
    }

    /// Whether a blob from an earlier try is there and is what it should be.
    static func holds(_ path: FilePath, _ blob: Descriptor) -> Bool {
        guard let file = try? FileDescriptor.open(path, .readOnly, options: [.noFollow]) else { return false }
        defer { try? file.close() }
        return (try? hash(file)).map { $0.count == blob.size && $0.hasher.finalize() == blob.digest } ?? false
    }

    /// The state of a hash over a file's bytes from its start, and how many there are.
    static func hash(_ file: FileDescriptor) throws -> (hasher: DigestHasher, count: Int64) {
        var hasher = DigestHasher()
        var count: Int64 = 0
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let length = try buffer.withUnsafeMutableBytes { try file.read(into: $0) }
            if length == 0 { return (hasher, count) }
            buffer.withUnsafeBytes { hasher.update(UnsafeRawBufferPointer(rebasing: $0[..<length])) }
            count += Int64(length)
        }
    }
}

/// A blob that is being fetched: hashed as it comes, kept where it stops, and given its name only when it is right.
final class PartialBlob: Sendable {
    private struct State {
        var hasher: DigestHasher
        var count: Int64
        /// Whether all bytes in the file come from an earlier try.
        var isResumed: Bool
    }

    private let blob: Descriptor
    private let path: FilePath
    private let file: FileDescriptor
    private let state: Mutex<State>

    init(_ blob: Descriptor, at path: FilePath) throws {
        self.blob = blob
        self.path = path
        do {
            file = try .open(
                path, .readWrite, options: [.create, .noFollow], permissions: FilePermissions(rawValue: 0o600))
        } catch {
            throw LayoutFiles.failure(path, error)
        }
        let (hasher, count) = try LayoutFiles.hash(file)
        state = Mutex(State(hasher: hasher, count: count, isResumed: count > 0))
        if count > blob.size { try restart() }
    }

    deinit { try? file.close() }

    var count: Int64 { state.withLock(\.count) }

    private func restart() throws {
        try file.resize(to: 0)
        try file.seek(offset: 0, from: .start)
        state.withLock { $0 = State(hasher: DigestHasher(), count: 0, isResumed: false) }
    }

    /// Called before a reply: all bytes in the file come from an earlier one.
    /// - Returns: how many bytes that is.
    func beginReply() -> Int64 {
        state.withLock { state in
            state.isResumed = state.count > 0
            return state.count
        }
    }

    /// Appends bytes of a reply that began at `start`; a reply that begins anew replaces what was there.
    func write(_ bytes: [UInt8], from start: Int64) throws -> Int64 {
        if start == 0, state.withLock(\.isResumed) { try restart() }
        let count = state.withLock { state in
            state.isResumed = false
            state.hasher.update(bytes)
            state.count += Int64(bytes.count)
            return state.count
        }
        guard count <= blob.size else { throw RegistryError.sizeMismatch(of: blob, actual: count) }
        do { try file.writeAll(bytes) } catch { throw LayoutFiles.failure(path, error) }
        return count
    }

    func finish(as target: FilePath) throws {
        let (count, digest) = state.withLock { ($0.count, $0.hasher.finalize()) }
        guard count == blob.size else { throw RegistryError.sizeMismatch(of: blob, actual: count) }
        guard digest == blob.digest else {
            // A complete blob with wrong bytes is of no use to the next try, which starts from nothing.
            unlink(path.string)
            throw RegistryError.digestMismatch(expected: blob.digest, actual: digest)
        }
        guard fsync(file.rawValue) == 0, rename(path.string, target.string) == 0 else {
            throw LayoutFiles.failure(target, Errno(rawValue: errno))
        }
    }
}
