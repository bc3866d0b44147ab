/// An image's config: how it runs, what it is made of, how it came to be (OCI image spec, config.md).
public struct ImageConfig: Equatable, Sendable {
    /// RFC 3339, as it was written.
    public var created: String?
    public var author: String?
    public var platform: Platform
    public var config: ContainerConfig
    /// Digests of the uncompressed layers, lowest first.
    public var diffIDs: [Digest]
    /// One entry an instruction, first instruction first.
    public var history: [HistoryEntry]

    public init(
        created: String? = nil, author: String? = nil, platform: Platform = .host,
        config: ContainerConfig = ContainerConfig(), diffIDs: [Digest] = [], history: [HistoryEntry] = []
    ) {
        self.created = created
        self.author = author
        self.platform = platform
        self.config = config
        self.diffIDs = diffIDs
        self.history = history
    }

    /// The chain ID of the whole root file system (config.md, "Layer ChainID"); nil without layers.
    public var chainID: Digest? { Self.chainIDs(of: diffIDs).last }

    /// The chain ID of each layer with all below it: the first is the layer's diff ID, each further one the digest of
    /// `chain ID of those below` + space + `diff ID`.
    public static func chainIDs(of diffIDs: [Digest]) -> [Digest] {
        var chain: [Digest] = []
        for diffID in diffIDs {
            chain.append(chain.last.map { Digest(of: Array("\($0) \(diffID)".utf8)) } ?? diffID)
        }
        return chain
    }
}

/// The effect of one instruction (config.md, "history").
public struct HistoryEntry: Equatable, Sendable {
    /// RFC 3339, as it was written.
    public var created: String?
    /// `RUN /bin/sh -c pip install … # buildkit`.
    public var createdBy: String?
    public var author: String?
    public var comment: String?
    /// Whether the instruction made no layer.
    public var isEmptyLayer: Bool

    public init(
        created: String? = nil, createdBy: String? = nil, author: String? = nil, comment: String? = nil,
        isEmptyLayer: Bool = false
    ) {
        self.created = created
        self.createdBy = createdBy
        self.author = author
        self.comment = comment
        self.isEmptyLayer = isEmptyLayer
    }
}
