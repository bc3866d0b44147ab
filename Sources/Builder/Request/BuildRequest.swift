public import ImageFormat

/// A request for a build.
public struct BuildRequest: Sendable {
    /// Where the Dockerfile's text comes from.
    public enum DockerfileSource: Sendable {
        /// A file; `shown` is its path as the user gave it.
        case file(path: String, shown: String)
        /// Standard input, already read.
        case text(String)
    }

    public var dockerfile: DockerfileSource
    /// The build context: a folder, and how the user named it.
    public var context: String
    public var shownContext: String
    /// The name of the context from build to build where its folder is another each time; nil for the folder.
    public var contextIdentity: String?
    public var tags: [Reference]
    public var target: String?
    public var arguments: [String: String]
    public var labels: [String: String]
    public var platform: Platform
    /// `--no-cache`
    public var ignoresCache: Bool
    /// `--no-cache-filter`: stages by name.
    public var uncachedStages: Set<String>
    /// `--secret`: the content of each by its ID.
    public var secrets: [String: [UInt8]]
    /// Whether RUN has a network where it does not say otherwise.
    public var hasNetwork: Bool
    /// `SOURCE_DATE_EPOCH`: seconds since 1970 for every time in the image.
    public var sourceDate: Int64?
    /// Folders of `--cache-from` and `--cache-to`.
    public var cacheSources: [String] = []
    public var cacheDestinations: [String] = []
    /// Images of registries whose steps are taken: `--cache-from type=registry`.
    public var registryCacheSources: [Reference] = []
    /// Where steps and their layers are sent: `--cache-to type=registry`.
    public var registryCacheDestinations: [RegistryCacheDestination] = []
    /// `--cache-to type=inline`: the image lists its steps.
    public var keepsInlineCache = false
    /// A line of the Dockerfile, from 1: the build stops before its instruction.
    public var stopsBefore: Int?
    /// `--pull`: base images are fetched anew.
    public var pulls = false
    /// Whether anything may be fetched from the network: base images, ADD's URLs.
    public var mayFetch = true
    /// Where the user's SSH agent listens, for RUN --mount=type=ssh; nil where there is none.
    public var agentSocket: String?

    public init(
        dockerfile: DockerfileSource, context: String, shownContext: String? = nil, tags: [Reference] = [],
        target: String? = nil, arguments: [String: String] = [:], labels: [String: String] = [:],
        platform: Platform = .host, ignoresCache: Bool = false, uncachedStages: Set<String> = [],
        secrets: [String: [UInt8]] = [:], hasNetwork: Bool = true, sourceDate: Int64? = nil
    ) {
        self.dockerfile = dockerfile
        self.context = context
        self.shownContext = shownContext ?? context
        self.tags = tags
        self.target = target
        self.arguments = arguments
        self.labels = labels
        self.platform = platform
        self.ignoresCache = ignoresCache
        self.uncachedStages = uncachedStages
        self.secrets = secrets
        self.hasNetwork = hasNetwork
        self.sourceDate = sourceDate
    }
}

/// A registry that gets a build's cache.
public struct RegistryCacheDestination: Equatable, Sendable {
    public var reference: Reference
    /// `mode=max`: the layers of stages that are not in the image, too.
    public var takesAllStages: Bool

    public init(reference: Reference, takesAllStages: Bool) {
        self.reference = reference
        self.takesAllStages = takesAllStages
    }
}

extension BuildRequest {
    /// The Dockerfile as refusals and failures name it.
    public var dockerfileName: String {
        switch dockerfile {
        case .file(_, let shown): shown
        case .text: "-"
        }
    }

    /// `Dockerfile:4:1`
    func location(line: Int, column: Int = 1) -> String { "\(dockerfileName):\(line):\(column)" }
}
