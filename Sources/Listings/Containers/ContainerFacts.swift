public import ContainerRuntime
public import ImageFormat
internal import SystemPackage

/// A container, with what its image says and what the store knows of it: all that `ps` and `inspect` show.
public struct ContainerFacts: Sendable {
    /// What was asked for when it was made.
    public var record: ContainerRecord
    /// As it was when it was looked at.
    public var state: ContainerState
    /// The last time that it ran; nil where it never did.
    public var lastLife: LastLife?
    /// Nil where the image is gone.
    public var image: ContainerConfig?
    /// Absolute path of its log.
    public var logPath: String
    /// Absolute path of the folder that holds what it has written, where it has one.
    public var upperPath: String?
    /// Bytes that it has written, and those of its image; nil where nobody asked.
    public var size: (own: Int64, image: Int64)?
    /// What its health check has found; nil where nobody asks how it is.
    public var health: HealthState?
    /// What is bound into it.
    public var mounts: [MountFact]
    /// The networks that it is on.
    public var networks: [NetworkFact]

    /// What the folder says, with what the store knows; sizes and addresses are not looked up.
    public init(_ folder: ContainerFolder, image: ContainerConfig?, upperPath: String?) {
        record = folder.record
        state = folder.state
        lastLife = folder.lastLife
        logPath = folder.logPath.string
        health = folder.health
        mounts = folder.record.settings.mounts.map { MountFact($0) }
        networks = NetworkFact.of(folder.record.settings.network)
        self.image = image
        self.upperPath = upperPath
    }

    /// Facts that are given by the caller.
    public init(record: ContainerRecord, state: ContainerState, image: ContainerConfig? = nil) {
        self.record = record
        self.state = state
        self.image = image
        logPath = ""
        mounts = record.settings.mounts.map { MountFact($0) }
        networks = NetworkFact.of(record.settings.network)
    }

    /// The labels of the image and of the container.
    public var labels: [String: String] {
        (image?.labels ?? [:]).merging(record.settings.config.labels) { _, own in own }
    }

    /// Ports that are published now.
    public var ports: [PublishedPort] { state.isRunning ? record.ports.compactMap { PublishedPort($0) } : [] }

    /// Docker's word for its state.
    public var stateName: String { state.name }

    /// Its exit status, once it has ended.
    public var exitStatus: Int32? { if case .exited(let status, _) = state { status } else { nil } }
}

/// What is bound into a container.
public struct MountFact: Equatable, Sendable {
    /// Docker's words for where a mount comes from.
    public enum Kind: String, Sendable {
        case bind, volume, tmpfs
    }

    /// Where it comes from.
    public var kind: Kind
    /// The name of the volume; nil for other mounts.
    public var name: String?
    /// The path on this machine; empty for a tmpfs.
    public var source: String
    /// An absolute path in the container.
    public var destination: String
    /// Whether the container may not write there.
    public var isReadOnly: Bool

    /// A mount that was found elsewhere.
    public init(kind: Kind, name: String? = nil, source: String, destination: String, isReadOnly: Bool = false) {
        self.kind = kind
        self.name = name
        self.source = source
        self.destination = destination
        self.isReadOnly = isReadOnly
    }
}

extension MountFact {
    /// What was asked for; where a volume lies is not known yet.
    init(_ request: MountRequest) {
        switch request.source {
        case .path(let path): self.init(kind: .bind, source: path, destination: request.target)
        case .volume(let name, _): self.init(kind: .volume, name: name, source: "", destination: request.target)
        case .memory: self.init(kind: .tmpfs, source: "", destination: request.target)
        }
        isReadOnly = request.isReadOnly
    }
}

extension NetworkFact {
    /// The networks that were asked for; addresses are known once it runs.
    static func of(_ settings: NetworkSettings) -> [NetworkFact] {
        let first: [NetworkFact] =
            switch settings.choice {
            case .own: [NetworkFact(name: "bridge")]
            case .host: [NetworkFact(name: "host")]
            case .none: [NetworkFact(name: "none")]
            case .container, .left: []
            case .named(let name): [NetworkFact(name: name, aliases: settings.aliases)]
            }
        return first + settings.further.map { NetworkFact(name: $0.name, aliases: $0.aliases) }
    }
}

/// A network that a container is on.
public struct NetworkFact: Equatable, Sendable {
    /// The network that it is: `bridge` for one of its own.
    public var name: String
    /// Empty where it is not known.
    public var address: String
    /// Further names of the container there.
    public var aliases: [String]
    /// The network's ID; empty where it is not known.
    public var id = ""
    /// The network's own address, and the bits of one that are the network's; empty and 0 while the container has none.
    public var gateway = ""
    public var prefix = 0
    /// The address of the container's card; empty where it has none there.
    public var hardwareAddress = ""

    /// A network, with what is known of the container on it.
    public init(name: String, address: String = "", aliases: [String] = []) {
        self.name = name
        self.address = address
        self.aliases = aliases
    }
}

/// `127.0.0.1:8080->80/tcp`, as a record keeps it.
public struct PublishedPort: Equatable, Sendable {
    /// The address of this machine that it is published on: `0.0.0.0`, `::1`, without brackets.
    public var address: String
    /// The port of this machine, in digits.
    public var hostPort: String
    /// `80/tcp`
    public var containerPort: String

    /// Reads such a text; nil for any other.
    public init?(_ shown: String) {
        guard let arrow = shown.firstRange(of: "->") else { return nil }
        let host = shown[..<arrow.lowerBound]
        guard let colon = host.lastIndex(of: ":") else { return nil }
        address = host[..<colon].filter { !"[]".contains($0) }
        hostPort = String(host[host.index(after: colon)...])
        containerPort = String(shown[arrow.upperBound...])
    }

    /// `8080/tcp`
    var publicPort: String { hostPort + "/" + (containerPort.split(separator: "/").dropFirst().first ?? "tcp") }
}
