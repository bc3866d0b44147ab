internal import Glibc
internal import ImageFormat

/// Where the bytes of a tar go.
package protocol TarSink {
    mutating func write(_ bytes: UnsafeRawBufferPointer) throws(StoreError)
}

/// Counts and hashes.
struct HashingSink: TarSink {
    var hasher = DigestHasher()
    var count: Int64 = 0

    mutating func write(_ bytes: UnsafeRawBufferPointer) throws(StoreError) {
        hasher.update(bytes)
        count += Int64(bytes.count)
    }
}

/// Hashes what is the same as in an open file, and ends with an error at the first byte that is not.
final class ComparingSink: TarSink {
    private let original: Int32
    private let buffer = ReadBuffer()
    private(set) var hasher = DigestHasher()
    /// Whether a difference has been found; the error says nothing of it.
    private(set) var isDifferent = false

    /// - Parameter original: stays the caller's, and is read from where it stands.
    init(like original: Int32) { self.original = original }

    func write(_ bytes: UnsafeRawBufferPointer) throws(StoreError) {
        hasher.update(bytes)
        var rest = bytes
        while !rest.isEmpty {
            let wanted = min(rest.count, buffer.bytes.count)
            let count = try OpenFile.read(
                original, into: UnsafeMutableRawBufferPointer(rebasing: buffer.bytes[..<wanted]))
            guard count > 0, let made = rest.baseAddress, let read = buffer.bytes.baseAddress,
                memcmp(made, read, count) == 0
            else {
                isDifferent = true
                throw .corrupt(path: "layer.tar")
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }
}
