internal import Glibc
internal import SystemPackage

/// Reads and writes small files as a whole. No read blocks for ever or takes more memory than the caller allows: pipes,
/// sockets, devices and files beyond the limit are refused.
public enum WholeFile {
    /// The most that a learner's text may hold, in bytes: editor, checks, Dockerfiles and lessons share it.
    public static let textLimit = 16 << 20

    /// The bytes of a regular file.
    ///
    /// Links are followed. A FIFO is refused, because opening it could wait for a writer for ever.
    /// - Parameter limit: the most bytes that are taken.
    public static func read(_ path: String, limit: Int = textLimit) throws(FileError) -> [UInt8] {
        // The type is checked before opening, because opening a device may already have an effect.
        var status = stat()
        guard stat(path, &status) == 0 else { throw .system(path: path, .read, .last) }
        try check(status, path, limit)
        // O_NONBLOCK prevents waiting for a FIFO that has taken the file's place since the check.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { throw .system(path: path, .read, .last) }
        defer { close(descriptor) }
        guard fstat(descriptor, &status) == 0 else { throw .system(path: path, .read, .last) }
        try check(status, path, limit)
        return try rest(of: descriptor, path: path, expecting: Int(status.st_size), limit: limit)
    }

    /// As `read`; nil where there is nothing at the path.
    public static func readIfPresent(_ path: String, limit: Int = textLimit) throws(FileError) -> [UInt8]? {
        do throws(FileError) {
            return try read(path, limit: limit)
        } catch .system(_, _, .noSuchFileOrDirectory) {
            return nil
        } catch {
            throw error
        }
    }

    /// The bytes of a file that a command line names. It may also be a stream that the shell has opened, such as
    /// `<(command)` or `/dev/stdin`, whose end is waited for.
    public static func readArgument(_ path: String, limit: Int = textLimit) throws(FileError) -> [UInt8] {
        guard isOpenedByCaller(path) else { return try read(path, limit: limit) }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { throw .system(path: path, .read, .last) }
        defer { close(descriptor) }
        return try rest(of: descriptor, path: path, limit: limit)
    }

    /// The rest of an open file or stream. Waits for a stream's end.
    /// - Parameters:
    ///   - path: what errors name.
    ///   - expecting: how many bytes there probably are.
    public static func rest(
        of descriptor: Int32, path: String, expecting: Int = 0, limit: Int = textLimit
    ) throws(FileError) -> [UInt8] {
        var bytes: [UInt8] = []
        // One byte more than expected, so that the end is found without enlarging the buffer.
        var room = min(max(expecting, 0), limit) + 1
        while true {
            let count = try append(from: descriptor, path, room: room, to: &bytes)
            if count == 0 { return bytes }
            guard bytes.count <= limit else { throw .tooLarge(path: path, limit: limit) }
            room = min(max(room - count, 65_536), limit - bytes.count + 1)
        }
    }

    /// Reads once.
    private static func append(
        from descriptor: Int32, _ path: String, room: Int, to bytes: inout [UInt8]
    ) throws(FileError) -> Int {
        var count = 0
        var error = Errno(rawValue: 0)
        // Appending in place would write each byte twice, and in a debug build one by one.
        let read = [UInt8](unsafeUninitializedCapacity: room) { buffer, filled in
            repeat { count = Glibc.read(descriptor, buffer.baseAddress, room) } while count < 0 && errno == EINTR
            error = Errno.last
            filled = max(count, 0)
        }
        if bytes.isEmpty { bytes = read } else { bytes += read }
        if count >= 0 { return count }
        throw error == .wouldBlock || error == .resourceTemporarilyUnavailable
            ? .gaveNothing(path: path) : .system(path: path, .read, error)
    }

    private static func check(_ status: stat, _ path: String, _ limit: Int) throws(FileError) {
        let kind = FileKind(mode: status.st_mode)
        guard kind == .regular else { throw .notAFile(path: path, kind) }
        guard status.st_size <= limit else { throw .tooLarge(path: path, limit: limit) }
    }

    private static func isOpenedByCaller(_ path: String) -> Bool {
        path == "/dev/stdin" || ["/dev/fd/", "/proc/self/fd/"].contains { path.hasPrefix($0) }
    }
}
