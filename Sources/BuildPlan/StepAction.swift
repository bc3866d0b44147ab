/// The builder's task for an instruction, every variable replaced and every path absolute.
public enum StepAction: Equatable, Sendable {
    /// Only the image's config changes.
    case configure
    /// WORKDIR: the folder exists afterwards, made for the user where it did not.
    case makeDirectory(path: String, user: String?)
    case files(FilesAction)
    case run(RunAction)

    /// Whether the step adds a layer.
    public var makesLayer: Bool { self != .configure }
}

/// Where files come from.
public enum FileOrigin: Equatable, Sendable {
    case context
    /// An earlier stage, by its position.
    case stage(Int)
    /// Another image, by reference.
    case image(String)
}

/// COPY or ADD: what both have, and in `kind` what only one of them has.
public struct FilesAction: Equatable, Sendable {
    public enum Kind: Equatable, Sendable {
        /// - keepsParents: `--parents`, the folders of a source are made at the destination.
        case copy(from: FileOrigin, keepsParents: Bool)
        /// From the context, and from URLs.
        ///
        /// - checksum: the digest that what a URL gives must have.
        /// - unpacks: whether archives are unpacked; nil is "local ones".
        case add(checksum: String?, unpacks: Bool?)
    }

    public var kind: Kind
    /// Paths and patterns inside the origin, as they are written.
    public var sources: [String]
    /// Files that the Dockerfile itself holds.
    public var inlineFiles: [InlineFile]
    /// Absolute; ends in `/` where the instruction says that it is a folder.
    public var destination: String
    /// `user:group`, by name or number.
    public var owner: String?
    /// Octal or symbolic.
    public var mode: String?
    public var isLinked: Bool
    public var excludes: [String]

    public init(
        _ kind: Kind = .copy(from: .context, keepsParents: false), sources: [String], inlineFiles: [InlineFile] = [],
        destination: String, owner: String? = nil, mode: String? = nil, isLinked: Bool = false, excludes: [String] = []
    ) {
        self.kind = kind
        self.sources = sources
        self.inlineFiles = inlineFiles
        self.destination = destination
        self.owner = owner
        self.mode = mode
        self.isLinked = isLinked
        self.excludes = excludes
    }

    /// Where its sources lie; those of ADD that are URLs lie nowhere.
    public var origin: FileOrigin {
        switch kind {
        case .copy(let origin, _): origin
        case .add: .context
        }
    }
}

/// A file written as a heredoc of COPY or ADD.
public struct InlineFile: Equatable, Sendable {
    public var name: String
    public var content: String

    public init(name: String, content: String) {
        self.name = name
        self.content = content
    }
}

/// RUN.
public struct RunAction: Equatable, Sendable {
    public var arguments: [String]
    /// A script that the process gets as a file: its interpreter's line decides how it runs.
    public var script: InlineFile?
    /// The config's variables, then the build arguments that no variable hides; `NAME=value`.
    public var environment: [String]
    public var workingDirectory: String
    public var user: String?
    public var mounts: [RunMount]
    public var network: RunNetwork

    public init(
        arguments: [String], script: InlineFile? = nil, environment: [String] = [], workingDirectory: String = "/",
        user: String? = nil, mounts: [RunMount] = [], network: RunNetwork = .host
    ) {
        self.arguments = arguments
        self.script = script
        self.environment = environment
        self.workingDirectory = workingDirectory
        self.user = user
        self.mounts = mounts
        self.network = network
    }
}

/// The network of a RUN.
public enum RunNetwork: String, Equatable, Sendable {
    case host, none
}

/// `RUN --mount`.
public struct RunMount: Equatable, Sendable {
    public enum Kind: Equatable, Sendable {
        case bind(origin: FileOrigin, source: String, isWritable: Bool)
        case cache(
            id: String, origin: FileOrigin?, source: String, sharing: String, mode: UInt32, uid: UInt32,
            gid: UInt32, isReadOnly: Bool)
        case temporary(size: Int64?)
        case secret(id: String, isRequired: Bool, mode: UInt32, uid: UInt32, gid: UInt32, variable: String?)
        case agent(id: String, isRequired: Bool, mode: UInt32, uid: UInt32, gid: UInt32)
    }

    public var kind: Kind
    /// Absolute.
    public var target: String

    public init(kind: Kind, target: String) {
        self.kind = kind
        self.target = target
    }
}
