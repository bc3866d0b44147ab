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
