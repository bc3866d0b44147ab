internal import ImageFormat

/// Where the bytes of a tar go.
protocol TarSink {
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
