public import SystemPackage

/// A container: a process, its root file system and what it sees of the host.
public struct ContainerSpec: Equatable, Sendable {
    /// What network the container has.
    public enum Network: Equatable, Sendable {
        /// The host's.
        case host
        /// Only a loopback interface of its own.
        case none
        /// One that is there already, by its path below /proc.
        case joined(String)
    }

    public var process: ProcessSpec
    public var root: FilePath
    public var mounts: [Mount]
    public var network: Network
    /// Nil for the host's own.
    public var hostname: String?
    public var isRootReadOnly: Bool
    public var usesSeccomp: Bool
    /// Bytes of /dev/shm; nil for 64 MiB.
    public var sharedMemory: Int64?
    /// Limits of each process.
    public var limits: [ProcessLimit] = []
    /// Settings of the kernel that belong to the container's namespaces.
    public var systemSettings: [String: String] = [:]
    /// Nil for the usual one.
    public var oomScoreAdjustment: Int64?

    public init(
        process: ProcessSpec, root: FilePath, mounts: [Mount] = [], network: Network = .host, hostname: String? = nil,
        isRootReadOnly: Bool = false, usesSeccomp: Bool = true
    ) {
        self.process = process
        self.root = root
        self.mounts = mounts
        self.network = network
        self.hostname = hostname
        self.isRootReadOnly = isRootReadOnly
        self.usesSeccomp = usesSeccomp
    }
}
