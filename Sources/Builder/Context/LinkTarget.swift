internal import Glibc

/// Where a symbolic link points.
enum LinkTarget {
    /// Nil where the name is no link, or cannot be read; `errno` says why.
    static func read(_ name: String, in folder: Int32) -> String? {
        withUnsafeTemporaryAllocation(byteCount: Int(PATH_MAX), alignment: 1) { buffer -> String? in
            guard let start = buffer.baseAddress else { return nil }
            let count = readlinkat(folder, name, start.assumingMemoryBound(to: CChar.self), buffer.count)
            guard count >= 0 else { return nil }
            return String(decoding: buffer[..<count], as: UTF8.self)
        }
    }
}
