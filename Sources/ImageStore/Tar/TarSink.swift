internal import ImageFormat

/// Where the bytes of a tar go.
package protocol TarSink {
    mutating func write(_ bytes: UnsafeRawBufferPointer) throws(StoreError)
}

/// Counts and hashes, up to a limit of bytes.
struct HashingSink: TarSink {
    let limit: Int64
    var hasher = DigestHasher()
    var count: Int64 = 0

    init(limit: Int64) { self.limit = limit }

    mutating func write(_ bytes: UnsafeRawBufferPointer) throws(StoreError) {
        hasher.update(bytes)
        count += Int64(bytes.count)
        guard count <= limit else { throw .limitExceeded(.bytes, limit: limit) }
    }
}
