internal import CLinux
internal import Glibc
internal import ImageStore

/// Bytes from one open file to another.
enum FileContent {
    /// Copies everything; where the file system can, the two files share their blocks.
    static func copy(from source: Int32, to target: Int32, size: Int64, path: String) throws(WriteError) {
        let isLarge = size > 65_536
        if isLarge, slipway_clone_file(target, source) == 0 { return }
        if isLarge, try copyInKernel(from: source, to: target, path: path) { return }
        let bufferSize = isLarge ? 1 << 20 : 65_536
        let buffer = UnsafeMutableRawPointer.allocate(byteCount: bufferSize, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = read(source, buffer, bufferSize)
            if count == 0 { return }
            guard count > 0 else {
                if errno == EINTR { continue }
                throw .unreadable(path: path, errno)
            }
            try write(UnsafeRawBufferPointer(start: buffer, count: count), to: target, path: path)
        }
    }

    /// Whether the kernel has copied all of it; false where it cannot, and both stand where a plain copy goes on.
    private static func copyInKernel(from source: Int32, to target: Int32, path: String) throws(WriteError) -> Bool {
        var copied = 0
        while true {
            let count = slipway_copy_range(target, source, 64 << 20)
            if count > 0 {
                copied += count
            } else if count == 0 {
                // Files that the kernel makes up say that they end at once.
                return copied > 0
            } else if errno == ENOSPC || errno == EDQUOT || errno == EIO {
                throw .system(path: path, errno)
            } else if errno != EINTR {
                return false
            }
        }
    }

    static func write(_ bytes: [UInt8], to target: Int32, path: String) throws(WriteError) {
        let failure = bytes.withUnsafeBytes { bytes -> WriteError? in
            do throws(WriteError) { try write(bytes, to: target, path: path) } catch { return error }
            return nil
        }
        if let failure { throw failure }
    }

    static func write(_ bytes: UnsafeRawBufferPointer, to target: Int32, path: String) throws(WriteError) {
        var rest = bytes
        while !rest.isEmpty {
            let count = Glibc.write(target, rest.baseAddress, rest.count)
            guard count >= 0 else {
                if errno == EINTR { continue }
                throw .system(path: path, errno)
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }
}

/// Whether an open file is what it was when its folder was read.
enum FileIdentityCheck {
    static func isSame(_ status: stat, _ entry: TreeEntry) -> Bool { FileIdentity(status) == entry.identity }
}
