internal import CLinux
internal import Glibc
internal import ImageStore

/// Bytes from one open file to another.
enum FileContent {
    /// Copies everything; where the file system can, the two files share their blocks.
    static func copy(from source: Int32, to target: Int32, size: Int64, path: String) throws(WriteError) {
        let isLarge = size > 65_536
        if isLarge, slipway_clone_file(target, source) == 0 { return }
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
