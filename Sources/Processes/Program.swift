internal import CLinux
internal import Glibc

/// A program to start, and all that it is given. Nothing else of this process reaches it: no other descriptor, no
/// blocked or ignored signal.
public struct Program: Sendable {
    /// Where its standard input comes from.
    public enum Input: Sendable {
        case nothing
        /// Bytes that it reads to their end. At most 64 KiB: what a pipe holds before anybody reads it.
        case bytes([UInt8])
        /// A descriptor of this process, which stays open.
        case descriptor(Int32)
    }

    /// Where one of its outputs goes.
    public enum Output: Sendable {
        case nothing
        /// A pipe that this process reads.
        case pipe
        /// For standard error: wherever standard output goes, in order.
        case joined
        /// A descriptor of this process, which stays open.
        case descriptor(Int32)
    }

    /// The processes that end with this one, even when it is killed.
    public enum Lifetime: Sendable {
        /// The program.
        case program
        /// The program and all that it starts in its process group.
        case group
    }

    /// The program, by path or by its name on PATH, and its arguments.
    public var words: [String]
    /// Where it starts; nil for this process's folder.
    public var folder: String?
    /// `NAME=value`; nil for this process's variables.
    public var environment: [String]?
    /// What it reads.
    public var input = Input.nothing
    /// Where its standard output goes.
    public var output = Output.pipe
    /// Where its standard error goes.
    public var errors = Output.pipe
    /// Whether it leads a process group, so that keys and signals of this process's terminal do not reach it.
    public var leadsGroup = true
    /// What ends with this process.
    public var lifetime = Lifetime.program

    /// A program with pipes for both outputs, no input and this process's variables. It is not started yet.
    public init(_ words: [String], folder: String? = nil) {
        self.words = words
        self.folder = folder
    }

    /// Starts it.
    /// - Throws: `StartError`; a program that cannot be executed is one.
    public func start() throws(StartError) -> RunningProgram {
        let name = words.first ?? ""
        guard let path = ProgramPaths.find(name) else { throw .notFound(program: name) }
        if let folder { try Self.check(folder) }
        let streams = try Streams(self)
        let (id, error) = spawn(path, streams)
        streams.closeTheirs()
        guard id > 0 else {
            streams.closeOurs()
            throw .refused(program: name, error)
        }
        if lifetime == .group { Keeper.keep(group: id) }
        return RunningProgram(id: id, output: streams.output, errors: streams.errors, keepsGroup: lifetime == .group)
    }

    private static func check(_ folder: String) throws(StartError) {
        guard access(folder, X_OK) != 0 else { return }
        throw .noFolder(folder, errno)
    }

    private func spawn(_ path: String, _ streams: Streams) -> (id: Int32, error: Int32) {
        withCStrings([path, folder ?? "."] + words) { texts in
            withCStrings(environment ?? Self.inherited) { variables in
                var command = slipway_command()
                command.path = UnsafePointer(texts[0])
                command.folder = folder == nil ? nil : UnsafePointer(texts[1])
                command.arguments = texts + 2
                command.environment = variables
                command.input = streams.theirInput
                command.output = streams.theirOutput
                command.error = streams.theirErrors
                command.stays_in_group = leadsGroup ? 0 : 1
                command.passed = -1
                command.group = -1
                let id = slipway_spawn_for_process(&command)
                return (id, errno)
            }
        }
    }

    /// This process's variables by name.
    public static var inheritedVariables: [String: String] {
        var variables: [String: String] = [:]
        for entry in inherited {
            guard let end = entry.firstIndex(of: "=") else { continue }
            let name = String(entry[..<end])
            // `getenv` finds the first of two variables that have one name.
            if variables[name] == nil { variables[name] = String(entry[entry.index(after: end)...]) }
        }
        return variables
    }

    /// This process's variables, `NAME=value`.
    public static var inherited: [String] {
        var found: [String] = []
        var entry = environ
        while let text = entry.pointee {
            found.append(String(cString: text))
            entry += 1
        }
        return found
    }
}
