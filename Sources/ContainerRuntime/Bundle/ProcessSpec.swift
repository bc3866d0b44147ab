/// A process to run in a container.
public struct ProcessSpec: Equatable, Sendable {
    public var arguments: [String]
    /// `NAME=value`
    public var environment: [String]
    /// Absolute.
    public var workingDirectory: String
    public var user: UserIdentity
    /// `CAP_CHOWN`
    public var capabilities: [String]
    /// Whether set-user-ID programs give nothing. Docker's default is that they do: `sudo` works in a container.
    public var hasNoNewPrivileges: Bool
    public var hasTerminal: Bool
    /// The terminal's size at the start, where it is known.
    public var terminalSize: TerminalSize?

    public init(
        arguments: [String], environment: [String] = [], workingDirectory: String = "/", user: UserIdentity = .root,
        capabilities: [String] = Capabilities.standard, hasNoNewPrivileges: Bool = false, hasTerminal: Bool = false
    ) {
        self.arguments = arguments
        self.environment = environment
        self.workingDirectory = workingDirectory
        self.user = user
        self.capabilities = capabilities
        self.hasNoNewPrivileges = hasNoNewPrivileges
        self.hasTerminal = hasTerminal
    }
}

/// Rows and columns of a terminal.
public struct TerminalSize: Equatable, Sendable {
    public var rows: UInt16
    public var columns: UInt16

    public init(rows: UInt16, columns: UInt16) {
        self.rows = rows
        self.columns = columns
    }
}

/// Who a process is.
public struct UserIdentity: Equatable, Sendable {
    public var uid: UInt32
    public var gid: UInt32
    public var additionalGroups: [UInt32]
    /// The home that the image's passwd names; `/` where it does not know the user.
    public var home: String?

    public init(uid: UInt32, gid: UInt32, additionalGroups: [UInt32] = [], home: String? = nil) {
        self.uid = uid
        self.gid = gid
        self.additionalGroups = additionalGroups
        self.home = home
    }

    public static let root = UserIdentity(uid: 0, gid: 0, home: "/root")
}

/// What processes of a container may do.
public enum Capabilities {
    /// Docker's fourteen.
    public static let standard = [
        "CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_FSETID", "CAP_FOWNER", "CAP_MKNOD", "CAP_NET_RAW", "CAP_SETGID",
        "CAP_SETUID", "CAP_SETFCAP", "CAP_SETPCAP", "CAP_NET_BIND_SERVICE", "CAP_SYS_CHROOT", "CAP_KILL",
        "CAP_AUDIT_WRITE",
    ]

    /// All that the kernel has, as capabilities(7) names them.
    static let all: Set<String> = Set(
        [
            "AUDIT_CONTROL", "AUDIT_READ", "AUDIT_WRITE", "BLOCK_SUSPEND", "BPF", "CHECKPOINT_RESTORE", "CHOWN",
            "DAC_OVERRIDE", "DAC_READ_SEARCH", "FOWNER", "FSETID", "IPC_LOCK", "IPC_OWNER", "KILL", "LEASE",
            "LINUX_IMMUTABLE", "MAC_ADMIN", "MAC_OVERRIDE", "MKNOD", "NET_ADMIN", "NET_BIND_SERVICE", "NET_BROADCAST",
            "NET_RAW", "PERFMON", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYSLOG", "SYS_ADMIN", "SYS_BOOT",
            "SYS_CHROOT", "SYS_MODULE", "SYS_NICE", "SYS_PACCT", "SYS_PTRACE", "SYS_RAWIO", "SYS_RESOURCE", "SYS_TIME",
            "SYS_TTY_CONFIG", "WAKE_ALARM",
        ].map { "CAP_" + $0 })

    /// Docker's fourteen, with and without those that are named: `NET_ADMIN`, `cap_net_admin`, `ALL`. What is dropped by
    /// its name stays away when all are added, and what is added by its name stays when all are dropped.
    ///
    /// - Throws: `unknownCapability`.
    public static func standard(adding: [String], dropping: [String]) throws(RuntimeError) -> [String] {
        let (added, dropped) = (try names(adding), try names(dropping))
        var held = dropped.contains("ALL") ? [] : added.contains("ALL") ? all : Set(standard)
        held.formUnion(added.subtracting(["ALL"]))
        held.subtract(dropped.subtracting(["ALL"]))
        return standard.filter(held.contains) + held.subtracting(standard).sorted()
    }

    private static func names(_ texts: [String]) throws(RuntimeError) -> Set<String> {
        var names: Set<String> = []
        for text in texts {
            let upper = text.uppercased()
            let name = upper == "ALL" || upper.hasPrefix("CAP_") ? upper : "CAP_" + upper
            guard name == "ALL" || all.contains(name) else { throw .unknownCapability(text) }
            names.insert(name)
        }
        return names
    }
}
