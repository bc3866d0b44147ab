internal import Glibc

/// Reads links without following them.
public enum SymbolicLink {
    /// Where a link points, byte for byte; nil and `errno` where it cannot be read.
    public static func target(of name: UnsafePointer<CChar>, in directory: Int32) -> [UInt8]? {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PATH_MAX)) { buffer in
            guard let start = buffer.baseAddress else { return nil }
            let count = readlinkat(directory, name, start, buffer.count)
            return count < 0 ? nil : buffer[..<count].map { UInt8(bitPattern: $0) }
        }
    }
}
