import ArgumentParser
import CLinux
import ContainerPlans
import ContainerRuntime
import Containers
import Glibc
import ImageFormat
import ImageStore
import Surroundings

/// `slipway exec`
struct ExecCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "exec", abstract: "Run one more command in a container that runs.")

    @Flag(name: [.short, .long], help: "Run it in the background.")
    var detach = false

    @Flag(name: [.short, .long], help: "Keep standard input open.")
    var interactive = false

    @Flag(name: [.short, .long], help: "Give the command a terminal.")
    var tty = false

    @Option(name: [.short, .long], parsing: .unconditionalSingleValue, help: "A variable, as NAME=VALUE.")
    var env: [String] = []

    @Option(parsing: .unconditionalSingleValue, help: "A file with a variable a line.")
    var envFile: [String] = []

    @Option(name: [.short, .long], parsing: .unconditional, help: "The folder to start in.")
    var workdir: String?

    @Option(
        name: [.short, .long], parsing: .unconditional,
        help: "Who the command runs as, by names of the container or numbers: USER[:GROUP].")
    var user: String?

    @Option(parsing: .unconditional, help: "Keys that leave a command: it has this process, and ends with it.")
    var detachKeys: String?

    @Argument(help: "The container, by name or ID.")
    var container: String

    @Argument(parsing: .captureForPassthrough, help: "The command.")
    var command: [String]

    func run(in surroundings: Surroundings) throws {
        if tty, interactive, !detach { try InputTerminal.require() }
        if detach { slipway_close_inherited() }
        try OpenedContainers.run(in: surroundings) { _, list in
            let folder = try list.find(container)
            guard !folder.state.isPaused else {
                throw CommandFailure("Container \(container) is paused: unpause it first.")
            }
            let process = try process(in: folder, surroundings)
            guard detach else {
                let attachment = Attachment(isInteractive: interactive, hasTerminal: tty)
                let status = try folder.tellingExec(process.arguments) {
                    try ContainerExec(process, in: folder).run(attachment, output: Passing.write)
                }
                throw ExitCode(status)
            }
            let attachment = Attachment(hasTerminal: tty, isForeground: false)
            let begun = try Background.start { tell in
                tell(folder.record.id)
                return try folder.tellingExec(process.arguments) {
                    try ContainerExec(process, in: folder).run(attachment) { _, _ in }
                }
            }
            if case .ended(let status) = begun { throw status }
        }
    }

    private func process(in folder: ContainerFolder, _ surroundings: Surroundings) throws -> ProcessSpec {
        guard folder.state.isRunning else { throw RuntimeError.notRunning(folder.record.name) }
        var config = ContainerConfig(environment: folder.record.environment)
        if tty { config.setEnvironment("TERM", "xterm") }
        Variables.set(
            try envFile.flatMap { try VariableFile.entries(of: $0, for: "--env-file") } + env, in: &config,
            from: surroundings)
        let settings = folder.record.settings
        let identity = try user.map { try folder.identity(of: $0) } ?? folder.record.user
        let words = command.first == "--" ? Array(command.dropFirst()) : command
        return ProcessSpec(
            arguments: words, environment: config.environment,
            workingDirectory: workdir ?? folder.record.workingDirectory, user: identity,
            capabilities: settings.rights.capabilities, hasNoNewPrivileges: settings.rights.hasNoNewPrivileges,
            hasTerminal: tty)
    }
}
