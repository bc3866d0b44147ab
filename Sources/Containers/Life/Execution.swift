public import ArgumentParser
internal import Commands
internal import ContainerPlans
public import ContainerRuntime
internal import ImageFormat
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
                try ContainerExec(process, in: container).run(attachment, output: Passing.write)
            }
            return ExitCode(status)
        }
        let attachment = Attachment(hasTerminal: hasTerminal, isForeground: false)
        let begun = try Background.start { tell in
            tell(container.record.id)
            return try container.tellingExec(process.arguments) {
                try ContainerExec(process, in: container).run(attachment) { _, _ in }
            }
        }
        if case .ended(let status) = begun { return status }
        return .success
    }

    private func process(in container: ContainerFolder, _ surroundings: Surroundings) throws -> ProcessSpec {
        guard container.state.isRunning else { throw RuntimeError.notRunning(container.record.name) }
        var config = ContainerConfig(environment: container.record.environment)
        if hasTerminal { config.setEnvironment("TERM", "xterm") }
        Variables.set(
            try environmentFiles.flatMap { try VariableFile.entries(of: $0, for: "--env-file") } + environment,
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
