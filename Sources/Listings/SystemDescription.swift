public import ContainerRuntime
internal import Formats
internal import Printing
public import ImageFormat

/// What is known of this machine.
public struct HostFacts: Equatable, Sendable {
    /// The machine's name in its network.
    public var name: String
    /// The kernel's release, such as `6.1.0-18-amd64`.
    public var kernel: String
    /// `x86_64`, as the kernel says it.
    public var machine: String
    /// Those that can be used now.
    public var processors: Int
    /// Bytes.
    public var memory: Int64
    /// The text of /etc/os-release.
    public var release: String
    /// Whether this process is root: containers are without a user namespace then.
    public var isRoot: Bool
    /// Whether control groups are of version 2.
    public var hasUnifiedGroups: Bool

    /// Facts that were found elsewhere: nothing is read.
    public init(
        name: String, kernel: String, machine: String, processors: Int, memory: Int64, release: String, isRoot: Bool,
        hasUnifiedGroups: Bool
    ) {
        self.name = name
        self.kernel = kernel
        self.machine = machine
        self.processors = processors
        self.memory = memory
        self.release = release
        self.isRoot = isRoot
        self.hasUnifiedGroups = hasUnifiedGroups
    }

    /// The system's name, from `PRETTY_NAME="…"`.
    var system: String {
        let line = release.split(separator: "\n").first { $0.hasPrefix("PRETTY_NAME=") }
        return line.map { $0.dropFirst(12).filter { $0 != "\"" } } ?? "Linux"
    }
}

/// What `version` and `info` show, with docker's fields.
public struct SystemDescription: Sendable {
    /// The machine that client and server are on.
    public let host: HostFacts
    private let release: String
    /// The store's folder.
    public var folder = ""
    /// How many images the store has.
    public var images = 0
    /// The state of each container.
    public var states: [ContainerState] = []

    /// - Parameter version: the program's, which is client's and server's in one.
    public init(host: HostFacts, version: String) {
        self.host = host
        release = version
    }

    /// Client and server are one program.
    public var version: JSON {
        let platform = Platform.host
        let shared: [JSON.Member] = [
            .init("Platform", .object(["Name": .string("Slipway")])), .init("Version", .string(release)),
            .init("ApiVersion", .string("")), .init("APIVersion", .string("")), .init("GitCommit", .string("")),
            .init("GoVersion", .string("")), .init("Os", .string(platform.os)),
            .init("Arch", .string(platform.architecture)), .init("BuildTime", .string("")),
        ]
        let engine = JSON.object(["Name": .string("Engine"), "Version": .string(release)])
        return .object([
            "Client": .object(shared + [.init("Context", .string("default"))]),
            "Server": .object(
                shared + [.init("KernelVersion", .string(host.kernel)), .init("Components", .array([engine]))]),
        ])
    }

    /// What `version` prints, with the end of its last line.
    public var versionText: String {
        let platform = "\(Platform.host.os)/\(Platform.host.architecture)"
        return """
            Client: Slipway
             Version:           \(release)
             OS/Arch:           \(platform)
             Context:           default

            Server: Slipway, in the same process
             Engine:
              Version:          \(release)
              OS/Arch:          \(platform)

            """
    }

    private var running: Int { states.count(where: \.isRunning) }

    private var security: [String] { ["name=seccomp,profile=builtin"] + (host.isRoot ? [] : ["name=rootless"]) }

    /// What `info --format json` prints: docker's fields.
    public var info: JSON {
        .object([
            "ID": .string(host.name), "Containers": .integer(Int64(states.count)),
            "ContainersRunning": .integer(Int64(running)), "ContainersPaused": .integer(0),
            "ContainersStopped": .integer(Int64(states.count - running)), "Images": .integer(Int64(images)),
            "Driver": .string("overlay"), "LoggingDriver": .string("json-file"), "CgroupDriver": .string("cgroupfs"),
            "CgroupVersion": .string(host.hasUnifiedGroups ? "2" : "1"), "KernelVersion": .string(host.kernel),
            "OperatingSystem": .string(host.system), "OSType": .string("linux"), "Architecture": .string(host.machine),
            "NCPU": .integer(Int64(host.processors)), "MemTotal": .integer(host.memory),
            "DockerRootDir": .string(folder), "Name": .string(host.name), "Labels": .array([]),
            "ExperimentalBuild": .bool(false), "ServerVersion": .string(release), "DefaultRuntime": .string("crun"),
            "Swarm": .object(["LocalNodeState": .string("inactive")]), "SecurityOptions": .strings(security),
            "Warnings": .null,
            "ClientInfo": .object(["Version": .string(release), "Context": .string("default"), "Plugins": .array([])]),
        ])
    }

    /// What `info` prints, with the end of its last line.
    public var infoText: String {
        """
        Client: Slipway
         Version:    \(release)
         Context:    default

        Server:
         Containers: \(states.count)
          Running: \(running)
          Paused: 0
          Stopped: \(states.count - running)
         Images: \(images)
         Server Version: \(release)
         Storage Driver: overlay
         Logging Driver: json-file
         Cgroup Version: \(host.hasUnifiedGroups ? 2 : 1)
         Security Options:
        \(security.map { "  " + $0.dropFirst(5).prefix { $0 != "," } }.joined(separator: "\n"))
         Kernel Version: \(host.kernel)
         Operating System: \(host.system)
         OSType: linux
         Architecture: \(host.machine)
         CPUs: \(host.processors)
         Total Memory: \(ByteCount.text(host.memory))
         Name: \(host.name)
         Docker Root Dir: \(folder)

        """
    }
}
