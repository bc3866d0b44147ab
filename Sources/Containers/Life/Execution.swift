public import ArgumentParser
internal import Commands
internal import ContainerPlans
public import ContainerRuntime
internal import ImageFormat
internal import RunDoctor
public import Surroundings

/// One more command in a container that runs.
public struct Execution {
    private let words: [String]
    private let environment: [String]
    private let environmentFiles: [String]
    private let hasTerminal: Bool
    private let user: String?
    private let folder: String?

    /// - Parameters:
    ///   - words: the command, maybe behind `--`.
    ///   - environment: variables, as NAME=VALUE.
    ///   - user: USER[:GROUP], by names of the container or numbers; nil for the container's.
    ///   - folder: the folder to start in; nil for the container's.
    public init(
        _ words: [String], environment: [String], environmentFiles: [String], hasTerminal: Bool, user: String?,
        folder: String?
    ) {
        self.words = words.first == "--" ? Array(words.dropFirst()) : words
        self.environment = environment
        self.environmentFiles = environmentFiles
        self.hasTerminal = hasTerminal
        self.user = user
        self.folder = folder
    }

    /// Runs it to its end, or until it has begun in the background.
    ///
    /// - Parameter name: what the container was called.
    /// - Returns: the exit status of this process.
    public func run(
        in container: ContainerFolder, called name: String, isDetached: Bool, isInteractive: Bool,
        _ surroundings: Surroundings
    ) throws -> ExitCode {
        guard !container.state.isPaused else {
            throw CommandFailure("Container \(name) is paused: unpause it first.")
        }
        let process = try process(in: container, surroundings)
        guard isDetached else {
            let attachment = Attachment(isInteractive: isInteractive, hasTerminal: hasTerminal)
            let status = try container.tellingExec(process.arguments) {
                try told(in: container, called: name, process) {
                    try ContainerExec(process, in: container).run(attachment, output: Passing.write)
                }
            }
            return ExitCode(status)
        }
        let attachment = Attachment(hasTerminal: hasTerminal, isForeground: false)
        let begun = try Background.start { tell in
            tell(container.record.id)
            return try container.tellingExec(process.arguments) {
                try told(in: container, called: name, process) {
                    try ContainerExec(process, in: container).run(attachment) { _, _ in }
                }
            }
        }
        if case .ended(let status) = begun { return status }
        return .success
    }

    /// Runs it; that it cannot be run is told in Docker's words, with the next step.
    private func told(
        in container: ContainerFolder, called name: String, _ process: ProcessSpec, _ run: () throws -> Int32
    ) throws -> Int32 {
        let sight = container.firstProcess.map {
            ContainerSight(
                root: "/proc/\($0)/root", program: words.first, path: ProgramOffPath.path(in: process.environment),
                workingDirectory: process.workingDirectory)
        }
        do { return try run() } catch let error as RuntimeError {
            guard let sight, let refusal = ExecRefusal(error, sight: sight, called: name, folder: folder) else {
                throw error
            }
            refusal.print()
            throw ExitCode(refusal.status)
        }
    }

    private func process(in container: ContainerFolder, _ surroundings: Surroundings) throws -> ProcessSpec {
        guard container.state.isRunning else { throw RuntimeError.notRunning(container.record.name) }
        var config = ContainerConfig(environment: container.record.environment)
        if hasTerminal { config.setEnvironment("TERM", "xterm") }
        try Variables.set(
            environmentFiles.flatMap { try VariableFile.entries(of: $0, for: "--env-file") } + environment,
            in: &config, from: surroundings)
        let settings = container.record.settings
        let identity = try user.map { try container.identity(of: $0) } ?? container.record.user
        return ProcessSpec(
            arguments: words, environment: config.environment,
            workingDirectory: folder ?? container.record.workingDirectory, user: identity,
            capabilities: settings.rights.capabilities, hasNoNewPrivileges: settings.rights.hasNoNewPrivileges,
            hasTerminal: hasTerminal)
    }
}
