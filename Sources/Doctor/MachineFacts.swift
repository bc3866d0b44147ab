/// A machine as far as Slipway depends on it. What gathers it stands at the edge; what it means, ``Diagnosis`` says.
public struct MachineFacts: Equatable, Sendable {
    /// What the lab would be drawn on.
    public var terminal = Terminal()
    public var storage = Storage()
    /// Bytes that programs can still have.
    public var memory: Int64 = 1 << 33
    /// Who has started the program.
    public var user = User()
    public var kernel = Kernel()
    /// Paths of the programs in ``programs``, by name.
    public var programs: [String: String] = [:]
    /// What `crun --version` or `runc --version` begins with; nil where neither starts.
    public var runtime: String?
    /// The container that this process is in, such as `docker`; nil outside of one that can be recognised.
    public var container: String?
    /// The ports of lessons, with the program that has one; nil for a port that is free.
    public var ports: [Port] = []
    /// The Docker that the machine has beside Slipway.
    public var docker = Engine.missing
    /// What `swift --version` begins with; nil without a toolchain.
    public var swift: String?
    /// Whether images can be fetched.
    public var registry = Registry.notTried

    /// The programs that are looked for.
    public static let programNames = ["crun", "runc", "newuidmap", "slirp4netns", "apt-get", "git", "docker"]

    /// A machine on which all is well.
    public init() {}

    /// What standard output leads to.
    public struct Terminal: Equatable, Sendable {
        /// False where standard output is a file or a pipe.
        public var isThere = true
        /// Cells in a row.
        public var columns = 120
        /// Rows of the screen.
        public var rows = 36
        /// `TERM`; empty where it is not set.
        public var name = "xterm-256color"
        /// Whether the system describes a terminal of that name.
        public var isKnown = true
        /// How many colours it has; 0 for none.
        public var colours = 256
        /// Whether the locale writes text as UTF-8.
        public var isUTF8 = true

        public init() {}
    }

    /// The disk that the store is on.
    public struct Storage: Equatable, Sendable {
        /// The store's folder, or the nearest above it that is there.
        public var path = "/"
        /// Whether this user may write there.
        public var isWritable = true
        /// Bytes.
        public var free: Int64 = 1 << 35
        /// Files that can still be made; nil where the file system has no such number.
        public var freeFiles: Int64?

        public init() {}
    }

    /// Who runs containers.
    public struct User: Equatable, Sendable {
        /// Whether it is root, who needs no subordinate IDs.
        public var isRoot = false
        /// The name that /etc/subuid would have.
        public var name = "learner"
        /// How many IDs /etc/subuid and /etc/subgid give to the user, the fewer of the two.
        public var subordinateIDs: Int64 = 65_536

        public init() {}
    }

    /// What of the kernel containers need.
    public struct Kernel: Equatable, Sendable {
        /// Whether an ordinary user may make user namespaces.
        public var userNamespaces = UserNamespaces.work
        /// Whether this process, as root, may make mounts of its own.
        public var hasMountNamespaces = true
        /// Whether overlayfs can be mounted: without it layers cannot be put over each other.
        public var hasOverlay = true
        /// Which control groups are mounted: limits of containers need them.
        public var controlGroups = ControlGroups.version2
        /// What came of opening /dev/net/tun, through which containers reach the network.
        public var tun = Tun.works

        public init() {}
    }

    /// What came of opening /dev/net/tun.
    public enum Tun: Equatable, Sendable {
        case works
        /// There is no such device, or the kernel has nothing behind it.
        case missing
        /// The device is there, and its permissions keep this user out.
        case forbidden
    }

    /// What came of making a user namespace.
    public enum UserNamespaces: Equatable, Sendable {
        case work
        /// user.max_user_namespaces is 0.
        case noneAllowed
        /// kernel.apparmor_restrict_unprivileged_userns is 1, as on Ubuntu since 23.10.
        case restrictedByAppArmor
        /// What the kernel answered.
        case refused(String)
    }

    /// Which of the two versions is mounted, in words.
    public enum ControlGroups: String, Equatable, Sendable {
        case version1 = "version 1"
        case version2 = "version 2"
        case hybrid
        case none
    }

    /// A port of this machine that lessons publish on.
    public struct Port: Equatable, Sendable {
        /// From 1 to 65535.
        public var number: UInt16
        /// Such as `python3 (process 4711)`, or a word for a program of another user.
        public var holder: String?

        /// - Parameter holder: the program that has it; nil for a port that is free.
        public init(_ number: UInt16, holder: String? = nil) {
            self.number = number
            self.holder = holder
        }
    }

    /// What a docker on PATH answers.
    public enum Engine: Equatable, Sendable {
        case missing
        /// The program is there, and nothing can be built by it; what there is, in a line.
        case silent(String)
        /// A daemon or a builder works; what there is, in a line.
        case answers(String)
    }

    /// What came of asking a registry.
    public enum Registry: Equatable, Sendable {
        case notTried
        case reached
        case unreachable(String)
    }
}
