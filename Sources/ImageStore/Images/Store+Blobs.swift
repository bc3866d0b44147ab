internal import Glibc
public import ImageFormat

extension Store {
    /// Bytes of a manifest or a config at most.
    public static let documentLimit = 8 << 20

    /// The bytes of a small blob, verified; `missingBlob` where there is none.
    public func document(_ digest: Digest) throws(StoreError) -> [UInt8] {
        guard let bytes = try contents(blobName(digest), limit: Self.documentLimit) else { throw .missingBlob(digest) }
        let actual = Digest(of: bytes)
        guard actual == digest else { throw .digestMismatch(expected: digest, actual: actual) }
        return bytes
    }

    /// Whether the blob is stored; a layer that was made here is not, as long as nobody asks for it.
    public func hasBlob(_ digest: Digest) -> Bool { faccessat(root, blobName(digest), F_OK, 0) == 0 }

    func blobName(_ digest: Digest) -> String { "\(Layout.blobs)/\(digest.hex)" }
}
