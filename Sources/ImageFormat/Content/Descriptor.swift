/// The kind of a blob, its length and its digest (OCI image spec, descriptor.md).
public struct Descriptor: Equatable, Sendable {
    /// The kind of the blob.
    public var mediaType: MediaType
    /// The digest of the blob as it is stored.
    public var digest: Digest
    /// Bytes of the blob as it is stored, compressed where it is.
    public var size: Int64
    public var annotations: [String: String]
    /// Of the image that the descriptor of an index's entry names.
    public var platform: Platform?

    public init(
        mediaType: MediaType, digest: Digest, size: Int64, annotations: [String: String] = [:],
        platform: Platform? = nil
    ) {
        self.mediaType = mediaType
        self.digest = digest
        self.size = size
        self.annotations = annotations
        self.platform = platform
    }

    /// The descriptor of some bytes.
    public init(mediaType: MediaType, of content: [UInt8]) {
        self.init(mediaType: mediaType, digest: Digest(of: content), size: Int64(content.count))
    }
}
