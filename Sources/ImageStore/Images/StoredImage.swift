public import ImageFormat

/// An image in the store.
public struct StoredImage: Equatable, Sendable {
    /// Digest of the config: Docker's image ID.
    public let id: Digest
    public let manifestDigest: Digest
    public let manifest: Manifest
    public let config: ImageConfig
    /// All names of the image, in alphabetical order.
    public let references: [Reference]
    /// Bytes of the regular files of all layers; a layer that is gone counts nothing.
    public let size: Int64

    /// The label by which an image says that it stands in for another, and for which.
    public static let standInLabel = "dev.slipway.stand-in"

    /// The reference that the image stands in for; nil for an ordinary image.
    public var standIn: String? { config.config.labels[Self.standInLabel] }
}
