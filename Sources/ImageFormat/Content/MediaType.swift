/// The kind of a blob (OCI image spec, media-types.md), and Docker's older names for the same things.
public enum MediaType: Hashable, Sendable {
    case index
    case manifest
    case config
    case layer(Compression)
    case dockerManifestList
    case dockerManifest
    case dockerConfig
    /// Docker's layers, `rootfs.diff.tar`; `zstd` has no name there.
    case dockerLayer(Compression)
    /// Anything else, kept as it came.
    case other(String)

    /// How a layer's tar is packed.
    public enum Compression: String, Hashable, Sendable, CaseIterable {
        case none, gzip, zstd
    }

    private static let names: [(MediaType, String)] = [
        (.index, "application/vnd.oci.image.index.v1+json"),
        (.manifest, "application/vnd.oci.image.manifest.v1+json"),
        (.config, "application/vnd.oci.image.config.v1+json"),
        (.layer(.none), "application/vnd.oci.image.layer.v1.tar"),
        (.layer(.gzip), "application/vnd.oci.image.layer.v1.tar+gzip"),
        (.layer(.zstd), "application/vnd.oci.image.layer.v1.tar+zstd"),
        (.layer(.none), "application/vnd.oci.image.layer.nondistributable.v1.tar"),
        (.layer(.gzip), "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip"),
        (.layer(.zstd), "application/vnd.oci.image.layer.nondistributable.v1.tar+zstd"),
        (.dockerManifestList, "application/vnd.docker.distribution.manifest.list.v2+json"),
        (.dockerManifest, "application/vnd.docker.distribution.manifest.v2+json"),
        (.dockerConfig, "application/vnd.docker.container.image.v1+json"),
        (.dockerLayer(.gzip), "application/vnd.docker.image.rootfs.diff.tar.gzip"),
        (.dockerLayer(.none), "application/vnd.docker.image.rootfs.diff.tar"),
        (.dockerLayer(.zstd), "application/vnd.docker.image.rootfs.diff.tar.zstd"),
        (.dockerLayer(.gzip), "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip"),
    ]

    public init(_ name: String) {
        self = Self.names.first { $0.1 == name }?.0 ?? .other(name)
    }

    /// The name as it stands in a descriptor.
    public var name: String {
        if case .other(let name) = self { return name }
        return Self.names.first { $0.0 == self }?.1 ?? ""
    }

    /// How the blob is packed, where it is a layer.
    public var layerCompression: Compression? {
        switch self {
        case .layer(let compression), .dockerLayer(let compression): compression
        case .index, .manifest, .config, .dockerManifestList, .dockerManifest, .dockerConfig, .other: nil
        }
    }

    /// Whether the blob names images rather than being one.
    public var isIndex: Bool { self == .index || self == .dockerManifestList }

    /// Whether the blob is the manifest of one image.
    public var isManifest: Bool { self == .manifest || self == .dockerManifest }
}
