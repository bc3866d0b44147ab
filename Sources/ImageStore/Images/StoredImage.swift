public import ImageFormat

/// An image in the store.
public struct StoredImage: Equatable, Sendable {
    /// Digest of the config: Docker's image ID.
    public let id: Digest
    /// The digest of the manifest by which it was found. The image may have other manifests, too.
    public let manifestDigest: Digest
    /// The manifest as it is stored.
    public let manifest: Manifest
    /// The image's config.
    public let config: ImageConfig
    /// All names of the image, whichever of its manifests they lead to, in alphabetical order.
    public let references: [Reference]
    /// What registries have the image under, as names with a digest, in alphabetical order.
    public let repositoryDigests: [Reference]
    /// The size of the regular files of all layers in bytes. A missing layer counts as 0.
    public let size: Int64

    /// All references to the image: those with a tag, then those with a digest.
    public var allReferences: [Reference] { references.filter { $0.digest == nil } + repositoryDigests }

    /// The label by which an image says that it stands in for another, and for which.
    public static let standInLabel = "dev.slipway.stand-in"

    /// The reference that the image stands in for; nil for an ordinary image.
    public var standIn: String? { config.config.labels[Self.standInLabel] }
}
