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
}
