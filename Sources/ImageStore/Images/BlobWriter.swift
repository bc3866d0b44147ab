internal import Glibc
public import ImageFormat

/// A blob on its way into the store: it gets its name only once all its bytes have been verified.
public final class BlobWriter {
    private let store: Store
    private let expected: Descriptor?
    private let temporary: String
    private let file: Handle
    private var hasher = DigestHasher()
    private var count: Int64 = 0
    private var isFinished = false

    init(_ store: Store, expected: Descriptor?) throws(StoreError) {
        self.store = store
        self.expected = expected
        temporary = store.temporaryName()
        file = try Handle(store.root, temporary, O_RDWR | O_CREAT | O_EXCL)
    }

    /// Removes the temporary file of a blob that was not finished.
    deinit { if !isFinished { unlinkat(store.root, temporary, 0) } }

    /// Adds bytes; `sizeMismatch` as soon as there are more than were promised.
    public func write(_ bytes: UnsafeRawBufferPointer) throws(StoreError) {
        count += Int64(bytes.count)
        if let expected, count > expected.size { throw wrongSize(expected) }
        hasher.update(bytes)
        try file.write(bytes)
    }

    private func wrongSize(_ expected: Descriptor) -> StoreError {
        .sizeMismatch(expected: expected.size, actual: count, of: expected.digest)
    }

    /// Verifies the whole and gives it its name. Returns its digest; `sizeMismatch` and `digestMismatch` keep nothing.
    public func finish() throws(StoreError) -> Digest {
        let digest = hasher.finalize()
        if let expected {
            guard count == expected.size else { throw wrongSize(expected) }
            guard digest == expected.digest else { throw .digestMismatch(expected: expected.digest, actual: digest) }
        }
        try file.sync()
        try store.land(temporary, as: store.blobName(digest), .durable)
        isFinished = true
        return digest
    }

    /// Bytes so far.
    public var size: Int64 { count }
}

extension Store {
    /// Begins a blob; with `expected` it is verified against that.
    public func beginBlob(_ expected: Descriptor? = nil) throws(StoreError) -> BlobWriter {
        try BlobWriter(self, expected: expected)
    }
}
