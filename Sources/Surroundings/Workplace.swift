internal import Glibc

/// Where a lesson is worked on: a folder, a store, and the program.
public struct Workplace: Sendable {
    /// Absolute path of the learner's folder; it may not be there yet.
    public let workspace: String
    /// Absolute path of the store, where progress is kept too.
    public let home: String
    /// What the place's programs are given: its store, and `docker` and `slipway` first on PATH.
    public let surroundings: Surroundings

    /// - Parameters:
    ///   - workspace: absolute, or below the folder that the program was started in.
    ///   - home: the store, likewise.
    public init(workspace: String, home: String, in surroundings: Surroundings) {
        self.workspace = surroundings.absolute(workspace)
        let home = surroundings.absolute(home)
        self.home = home
        let folders = Self.commandsFolder(below: home) + ":" + surroundings.searchPath
        self.surroundings = surroundings.with(store: home).with("PATH", folders)
    }

    /// This program.
    public var program: String { surroundings.program }

    /// Where `docker` and `slipway` lead to this program.
    public var commandsFolder: String { Self.commandsFolder(below: home) }

    private static func commandsFolder(below home: String) -> String { home + "/bin" }

    /// The folder for command lines: the learner's, or the one above while it is not there.
    public var commandFolder: String {
        access(workspace, F_OK) == 0 ? workspace : parent
    }

    /// The folder that the learner's folder is, or will be, in.
    public var parent: String { "/" + workspace.split(separator: "/").dropLast().joined(separator: "/") }
}
