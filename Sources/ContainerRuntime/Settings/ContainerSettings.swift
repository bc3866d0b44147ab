public import ImageFormat

/// What a container was asked to be, beside its image, its command and its name: `start` makes it by these once more.
public struct ContainerSettings: Equatable, Sendable {
    /// What the image says, with what was asked for in its place: `commit` makes it the config of a new image.
    public var config = ContainerConfig()
    public var additionalGroups: [String] = []
    /// Whether its standard input stays open: `-i`.
    public var isInteractive = false

    public var mounts: [MountRequest] = []
    public var isRootReadOnly = false
    /// Bytes of /dev/shm; nil for 64 MiB.
    public var sharedMemory: Int64?

    public var network = NetworkSettings()
    public var rights = RightSettings()
    public var resources = ResourceSettings()

    public var hasInit = false
    public var restart = RestartPolicy.never
    /// Seconds; nil for ten.
    public var stopTimeout: Int64?
    /// Bytes of the log's two files together; nil for what every log has. 0 for no log.
    public var logLimit: Int64?

    public init() {}
}

/// A network that a container is on beside its first: by `network connect`, or a further `--network`.
public struct FurtherNetwork: Equatable, Sendable {
    public let name: String
    public let aliases: [String]
    /// IPv4; nil for one that is free.
    public let address: String?

    public init(_ name: String, aliases: [String] = [], address: String? = nil) {
        self.name = name
        self.aliases = aliases
        self.address = address
    }
}

/// How a container is reached, and what it reaches.
public struct NetworkSettings: Equatable, Sendable {
    /// Which network a container is on.
    public enum Choice: Equatable, Sendable {
        /// One of its own: `bridge`.
        case own
        /// One of its own as well, after it was taken off the last network that has a name: it is on none that is shown.
        case left
        case host
        case none
        /// That of another container, by its ID.
        case container(String)
        /// One that was made by `network create`, by its name.
        case named(String)
    }

    public var choice = Choice.own
    public var aliases: [String] = []
    /// IPv4; nil for one that is free.
    public var address: String?
    /// The networks beside that one, which it is put on at each start.
    public private(set) var further: [FurtherNetwork] = []
    public var ports: [PortMapping] = []
    public var hostname: String?
    public var domain: String?
    /// `NAME:ADDRESS`
    public var hosts: [String] = []
    public var servers: [String] = []
    public var searches: [String] = []
    public var options: [String] = []

    public init() {}

    /// Notes a network, in the place of what was noted of it. The first one stays as it is; it is this one after the
    /// container has left all others.
    public mutating func add(_ network: FurtherNetwork) {
        guard choice != .named(network.name) else { return }
        guard choice != .left else { return begin(with: network) }
        further.removeAll { $0.name == network.name }
        further.append(network)
    }

    /// Forgets a network that was noted.
    public mutating func remove(_ name: String) {
        if choice == .named(name) { return removeFirst() }
        further.removeAll { $0.name == name }
    }

    /// Forgets the first network: the next one comes in its place.
    public mutating func removeFirst() {
        guard !further.isEmpty else {
            (choice, aliases, address) = (.left, [], nil)
            return
        }
        let next = further.removeFirst()
        begin(with: next)
    }

    private mutating func begin(with network: FurtherNetwork) {
        (choice, aliases, address) = (.named(network.name), network.aliases, network.address)
    }

    /// Whether a network is noted, as the first or a further one.
    public func has(_ name: String) -> Bool { choice == .named(name) || further.contains { $0.name == name } }

    /// As `inspect` shows it.
    public var mode: String {
        switch choice {
        case .own, .left: "bridge"
        case .host: "host"
        case .none: "none"
        case .container(let id): "container:\(id)"
        case .named(let name): name
        }
    }

    /// Reads what `mode` writes.
    init(mode: String) {
        choice =
            switch mode {
            case "bridge": .own
            case "host": .host
            case "none": .none
            default:
                mode.hasPrefix("container:") ? .container(String(mode.dropFirst(10))) : .named(mode)
            }
    }
}

/// What a container may do.
public struct RightSettings: Equatable, Sendable {
    /// Docker's fourteen, unless more or fewer were asked for.
    public var capabilities = Capabilities.standard
    public var hasNoNewPrivileges = false
    /// Whether system calls are filtered.
    public var usesSeccomp = true

    public init() {}
}

/// How much a container may take. Nil for any amount.
public struct ResourceSettings: Equatable, Sendable {
    /// Bytes.
    public var memory: Int64?
    /// Memory and swap together; -1 for any amount of swap.
    public var memorySwap: Int64?
    public var memoryReservation: Int64?
    /// Microseconds of processor time in `cpuPeriod` microseconds.
    public var cpuQuota: Int64?
    public var cpuPeriod: Int64?
    public var cpuShares: Int64?
    public var processors: String?
    public var processes: Int64?
    public var processLimits: [ProcessLimit] = []
    public var systemSettings: [String: String] = [:]
    public var oomScoreAdjustment: Int64?

    public init() {}

    /// Whether a control group is needed for it.
    public var needsGroup: Bool {
        [memory, memorySwap, memoryReservation, cpuQuota, cpuPeriod, cpuShares, processes].contains { $0 != nil }
            || processors != nil
    }
}

/// A limit of each process: `--ulimit`.
public struct ProcessLimit: Equatable, Sendable {
    /// `nofile`
    public var name: String
    /// -1 for any amount.
    public var soft: Int64
    public var hard: Int64

    static let names = [
        "core", "cpu", "data", "fsize", "locks", "memlock", "msgqueue", "nice", "nofile", "nproc", "rss", "rtprio",
        "rttime", "sigpending", "stack",
    ]

    /// Reads `nofile=1024`, `nofile=1024:2048`; nil where it cannot be one.
    public init?(_ text: String) {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2, Self.names.contains(parts[0]) else { return nil }
        let numbers = parts[1].split(separator: ":", omittingEmptySubsequences: false).map { Int64($0) }
        guard (1...2).contains(numbers.count), let soft = numbers[0], let hard = numbers[numbers.count - 1],
            soft >= -1, hard >= -1, hard == -1 || (soft != -1 && soft <= hard)
        else { return nil }
        (name, self.soft, self.hard) = (parts[0], soft, hard)
    }

    /// As it was written.
    public var text: String { "\(name)=\(soft):\(hard)" }
}
