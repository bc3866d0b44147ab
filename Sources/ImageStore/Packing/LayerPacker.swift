internal import ImageFormat

/// Packs bytes into an open file, the same for the same bytes on every machine.
protocol LayerPacker: AnyObject {
    func write(_ bytes: UnsafeRawBufferPointer) throws(StoreError)

    /// Writes what is left. Returns the digest and the count of the packed bytes.
    func finish() throws(StoreError) -> (Digest, Int64)
}

extension LayerPacking {
    /// - Returns: nil where nothing is packed.
    func packer(to file: Int32) throws(StoreError) -> (any LayerPacker)? {
        switch compression {
        case .none: nil
        case .gzip: try GzipPacker(level: level ?? 4, to: file)
        case .zstd: try ZstdPacker(level: level ?? 3, to: file)
        }
    }
}

/// Where packed bytes go: written, hashed and counted.
struct PackedFile {
    private let file: Int32
    private var hasher = DigestHasher()
    private(set) var count: Int64 = 0

    init(_ file: Int32) { self.file = file }

    var digest: Digest { hasher.finalize() }

    mutating func write(_ bytes: UnsafeRawBufferPointer) throws(StoreError) {
        try OpenFile.write(bytes, to: file)
        hasher.update(bytes)
        count += Int64(bytes.count)
    }
}
