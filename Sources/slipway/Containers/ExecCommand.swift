import ArgumentParser
import ContainerRuntime
import ImageFormat
import ImageStore
import Surroundings

/// `slipway exec`
struct ExecCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "exec", abstract: "Run one more command in a container that runs.")

    @Flag(name: [.short, .long], help: "Keep standard input open.")
    var interactive = false

    @Flag(name: [.short, .long], help: "Give the command a terminal.")
    var tty = false

    @Option(name: [.short, .long], help: "A variable, as NAME=VALUE.")
    var env: [String] = []

    @Option(name: [.short, .long], help: "The folder to start in.")
    var workdir: String?

    @Option(
        name: [.short, .long], help: "Who the command runs as, by names of the container or numbers: USER[:GROUP].")
    var user: String?

    @Argument(help: "The container, by name or ID.")
    var container: String

    @Argument(parsing: .captureForPassthrough, help: "The command.")
    var command: [String]

    func run(in surroundings: Surroundings) throws {
        try OpenedContainers.run(in: surroundings) { _, list in
            let folder = try list.find(container)
            var config = ContainerConfig(environment: folder.record.environment)
            if tty { config.setEnvironment("TERM", "xterm") }
            Variables.set(env, in: &config, from: surroundings)
            let identity = try user.map { try folder.identity(of: $0) } ?? folder.record.user
            let words = command.first == "--" ? Array(command.dropFirst()) : command
            let process = ProcessSpec(
                arguments: words, environment: config.environment,
                workingDirectory: workdir ?? folder.record.workingDirectory, user: identity, hasTerminal: tty)
            let attachment = Attachment(isInteractive: interactive, hasTerminal: tty)
            throw ExitCode(try ContainerExec(process, in: folder).run(attachment, output: Passing.write))
        }
    }
}
