internal import Glibc
internal import Processes

/// What this program finds around it. It is read once, in `main`, and handed down: to rooms as a value, to children as
/// their environment.
public struct Surroundings: Sendable, Equatable {
    /// The environment's variables, by name.
    public private(set) var variables: [String: String]
    /// Absolute path of the folder that relative paths are below; nil where that folder was removed.
    public let folder: String?
    /// This program's own file.
    public let program: String
    /// Absolute path of the store; nil where no variable says where it is.
    public private(set) var store: String?
    /// The checkout that lessons and recipes come from; nil where the program lies outside of one.
    public let checkout: Checkout?

    /// - Parameter program: the path of the program's own file.
    public init(variables: [String: String], folder: String?, program: String) {
        self.variables = variables
        self.folder = folder
        self.program = program
        checkout = Checkout.find(root: variables["SLIPWAY_ROOT"], program: program, home: variables["HOME"])
        store = StoreLocation.path { variables[$0] }.map { Self.absolute($0, below: folder) }
    }

    /// Those of this process.
    public static func ofThisProcess() -> Surroundings {
        Surroundings(
            variables: Program.inheritedVariables, folder: currentFolder(), program: ProgramPaths.own ?? "slipway")
    }

    private static func currentFolder() -> String? {
        guard let path = getcwd(nil, 0) else { return nil }
        defer { free(path) }
        return String(cString: path)
    }

    /// Gives a variable to this process, and with it to all children that inherit its environment: what the command line
    /// says of them. For `main`, before anything is read.
    public static func setVariable(_ name: String, to value: String) { setenv(name, value, 1) }

    /// Whether builds do without a network.
    public var isOffline: Bool { variables["SLIPWAY_OFFLINE"] != nil }

    /// Where a user's own things are kept, as a sentence for one who works from a package, or from a checkout of another
    /// user; nil where they are in the checkout itself.
    public var placesOfOwn: String? {
        guard let checkout, !checkout.isOwn, let store else { return nil }
        return "Images and builds are kept in \(store), your files of lessons in \(checkout.sandbox)."
    }

    /// The folders in which commands are looked for.
    public var searchPath: String { variables["PATH"] ?? "/usr/local/bin:/usr/bin:/bin" }

    /// How much may come out of archives, as the user has written it; nil for what holds without a choice.
    public var unpackLimit: String? { variables["SLIPWAY_MAX_UNPACKED"] }

    /// Where the user's SSH agent listens; nil where none is told of.
    public var agentSocket: String? { variables["SSH_AUTH_SOCK"] }

    /// The terminal's name in terminfo; empty where it is not known.
    public var terminalName: String { variables["TERM"] ?? "" }

    /// Whether colors may be used.
    public var usesColor: Bool { variables["NO_COLOR"] == nil }

    /// The folder for files that live as long as the process.
    public var temporaryFolder: String { variables["TMPDIR"] ?? "/tmp" }

    /// A path as it is meant: a relative one is below the folder that the program was started in.
    public func absolute(_ path: String) -> String { Self.absolute(path, below: folder) }

    private static func absolute(_ path: String, below folder: String?) -> String {
        guard !path.hasPrefix("/"), let folder else { return path }
        return folder + "/" + path
    }
}

extension Surroundings {
    /// These surroundings with another store.
    ///
    /// - Parameter path: absolute, or below the folder that the program was started in.
    public func with(store path: String) -> Surroundings {
        var others = self
        others.store = absolute(path)
        return others
    }

    /// These surroundings without a network for builds.
    public func withoutNetwork() -> Surroundings { with("SLIPWAY_OFFLINE", "1") }

    /// These surroundings with another value of a variable.
    public func with(_ name: String, _ value: String) -> Surroundings {
        var others = self
        others.variables[name] = value
        return others
    }

    /// These surroundings without some variables.
    public func without(_ names: Set<String>) -> Surroundings {
        var others = self
        others.variables = variables.filter { !names.contains($0.key) }
        return others
    }

    /// What a child is given: `NAME=value`, in the order of the names. It finds the same store.
    public var environment: [String] {
        var given = variables
        if let store { given["SLIPWAY_HOME"] = store }
        return given.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    }
}
