/// What the builder has to do for an instruction. All variables are replaced, and all target paths are absolute.
public enum StepAction: Equatable, Sendable {
    /// The instruction changes only the image's config.
    case configure
    /// A WORKDIR: makes the folder, owned by `user`, where it does not exist yet.
    case makeDirectory(path: String, user: String?)
    case files(FilesAction)
    case run(RunAction)

    /// Whether the step adds a layer.
    public var makesLayer: Bool { self != .configure }
}

/// The place that a step takes files from.
public enum FileOrigin: Equatable, Sendable {
    case context
    /// An earlier stage, by its position.
    case stage(Int)
    /// Another image, by reference.
    case image(String)
}

/// The work of a COPY or an ADD. What only one of them has is in `kind`.
public struct FilesAction: Equatable, Sendable {
    /// What only COPY or only ADD has.
    public enum Kind: Equatable, Sendable {
        /// A COPY. With `keepsParents` (`--parents`), the folders of each source are made at the destination.
        case copy(from: FileOrigin, keepsParents: Bool)
        /// An ADD, which takes files from the context and from URLs.
        ///
        /// - checksum: the digest that a download must have; nil for any.
        /// - unpacks: whether archives are unpacked; nil for those from the context only.
        case add(checksum: String?, unpacks: Bool?)
    }

    public var kind: Kind
    /// The paths and patterns inside the origin, as the Dockerfile has them.
    public var sources: [String]
    /// The files that are written as heredocs in the Dockerfile.
    public var inlineFiles: [InlineFile]
    /// The absolute path; it ends in `/` where the instruction says that it is a folder.
    public var destination: String
    /// The owner as `user:group`, each a name or a number; nil without `--chown`.
    public var owner: String?
    /// The mode of `--chmod`, octal or symbolic; nil without it.
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

    /// The place of its sources. Sources of an ADD that are URLs are not in it.
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

/// The work of a RUN.
public struct RunAction: Equatable, Sendable {
    public var arguments: [String]
    /// A script that the process gets as a file; its `#!` line names the interpreter. Nil for other commands.
    public var script: InlineFile?
    /// The variables of the config, then the build arguments that none of them hides, each as `NAME=value`.
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

/// A mount of `RUN --mount`.
public struct RunMount: Equatable, Sendable {
    /// The kind of mount, with its options.
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
    /// The absolute path in the container.
    public var target: String

    public init(kind: Kind, target: String) {
        self.kind = kind
        self.target = target
    }
}
