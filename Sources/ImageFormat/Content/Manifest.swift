/// One image: its config and its layers, lowest first (OCI image spec, manifest.md).
public struct Manifest: Equatable, Sendable {
    public var mediaType: MediaType
    /// The descriptor of the image's config.
    public var config: Descriptor
    /// The descriptors of the layers, lowest first.
    public var layers: [Descriptor]
    public var annotations: [String: String]

    /// The most layers of an image. No system can mount more, so a manifest with more layers is refused.
    public static let mostLayers = 1000

    public init(
        mediaType: MediaType = .manifest, config: Descriptor, layers: [Descriptor], annotations: [String: String] = [:]
    ) {
        self.mediaType = mediaType
        self.config = config
        self.layers = layers
        self.annotations = annotations
    }
}

/// A list of manifests, by platform or by name (OCI image spec, image-index.md).
public struct Index: Equatable, Sendable {
    public var mediaType: MediaType
    /// The descriptors of the manifests, in the order of the document.
    public var manifests: [Descriptor]
    public var annotations: [String: String]

    public init(mediaType: MediaType = .index, manifests: [Descriptor], annotations: [String: String] = [:]) {
        self.mediaType = mediaType
        self.manifests = manifests
        self.annotations = annotations
    }

    /// The first entry whose platform runs on `platform`, an exact variant before a missing one; an entry without a
    /// platform counts only where no entry has one.
    public func manifest(for platform: Platform) -> Descriptor? {
        let images = manifests.filter { $0.mediaType.isManifest || $0.mediaType.isIndex }
        return images.first { $0.platform == platform }
            ?? images.first { $0.platform?.matches(platform) ?? false }
            ?? (images.allSatisfy { $0.platform == nil } ? images.first : nil)
    }
}
