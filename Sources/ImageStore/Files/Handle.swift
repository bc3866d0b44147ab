internal import Glibc
internal import SystemPackage

/// An open file that is closed when the value goes.
struct Handle: ~Copyable {
    let descriptor: Int32

    init(adopting descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// Opens `path`, relative to the open directory `directory`. Only its owner has access to a file that is made.
    init(_ directory: Int32, _ path: String, _ flags: Int32, mode: mode_t = 0o600) throws(StoreError) {
        descriptor = openat(directory, path, flags | O_CLOEXEC, mode)
        if descriptor < 0 { throw .failed("open", path) }
    }

    /// Opens a file for reading; nil where there is none.
    static func existing(_ directory: Int32, _ path: String, _ flags: Int32 = O_RDONLY) throws(StoreError) -> Handle? {
        let descriptor = openat(directory, path, flags | O_CLOEXEC)
        if descriptor < 0 {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw .failed("open", path)
        }
        return Handle(adopting: descriptor)
    }

    /// Returns the descriptor, which the caller then has to close.
    consuming func release() -> Int32 {
        let result = descriptor
        discard self
        return result
    }

    var status: stat {
        get throws(StoreError) {
            var status = stat()
            if fstat(descriptor, &status) != 0 { throw .failed("stat", "an open file") }
            return status
        }
    }

    /// Reads once; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(StoreError) -> Int {
        try OpenFile.read(descriptor, into: buffer)
    }

    /// Reads until the buffer is full or the file ends.
    func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(StoreError) -> Int {
        var filled = 0
        while filled < buffer.count {
            let count = try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
            if count == 0 { break }
            filled += count
        }
        return filled
    }

    /// The whole rest of the file; `tooLarge` past `limit` bytes.
    func readAll(limit: Int) throws(StoreError) -> [UInt8] {
        var content: [UInt8] = []
        var capacity = min(limit, max(Int(try status.st_size), 0)) + 1
        while true {
            let start = content.count
            content.append(contentsOf: repeatElement(0, count: capacity))
            let count = try content.filling(from: start, by: self)
            content.removeLast(content.count - start - count)
            if content.count > limit { throw .tooLarge(limit: limit) }
            if count < capacity { return content }
            capacity = 65_536
        }
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(StoreError) { try OpenFile.write(bytes, to: descriptor) }

    func write(_ bytes: [UInt8]) throws(StoreError) { try OpenFile.write(bytes, to: descriptor) }

    func sync() throws(StoreError) {
        if fsync(descriptor) != 0 { throw .failed("sync", "an open file") }
    }

    /// Takes an advisory lock. With `LOCK_NB`, false says that another process has it.
    @discardableResult
    func lock(_ operation: Int32) throws(StoreError) -> Bool {
        while flock(descriptor, operation) != 0 {
            if errno == EWOULDBLOCK { return false }
            if errno != EINTR { throw .failed("lock", "an open file") }
        }
        return true
    }
}

extension [UInt8] {
    fileprivate mutating func filling(from start: Int, by handle: borrowing Handle) throws(StoreError) -> Int {
        var failure: StoreError?
        var count = 0
        withUnsafeMutableBytes { buffer in
            do throws(StoreError) {
                count = try handle.fill(UnsafeMutableRawBufferPointer(rebasing: buffer[start...]))
            } catch { failure = error }
        }
        if let failure { throw failure }
        return count
    }
}

/// Reads and writes files that somebody else closes.
enum OpenFile {
    /// Reads once; 0 at the end.
    static func read(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) throws(StoreError) -> Int {
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            if errno != EINTR { throw .failed("read", "an open file") }
        }
    }

    static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) throws(StoreError) {
        var rest = bytes
        while !rest.isEmpty {
            let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
            if count >= 0 {
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            } else if errno != EINTR {
                throw .failed("write", "an open file")
            }
        }
    }

    static func write(_ bytes: [UInt8], to descriptor: Int32) throws(StoreError) {
        try bytes.withBytes { (buffer) throws(StoreError) in try write(buffer, to: descriptor) }
    }
}

extension [UInt8] {
    /// `withUnsafeBytes` with this target's errors.
    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws(StoreError) -> Result) throws(StoreError) -> Result {
        let result = withUnsafeBytes { buffer in
            Swift.Result { () throws(StoreError) in try body(buffer) }
        }
        return try result.get()
    }
}

extension StoreError {
    /// The error of a system call that has just failed.
    static func failed(_ call: String, _ path: String) -> StoreError {
        .system(operation: call + " " + path, Errno(rawValue: errno))
    }
}
