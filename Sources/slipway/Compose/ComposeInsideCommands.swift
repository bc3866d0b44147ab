import ArgumentParser
import CommandLines
import Compose
import ComposeRuns
import Surroundings

/// `slipway compose run`
struct ComposeRunCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run a command in one more container of a service.")

    @OptionGroup var options: ComposeRunOptions

    func run(in surroundings: Surroundings) throws {
        try options.inside.compose.run(in: surroundings) { project, _ in
            throw ExitCode(
                try project.runOnce(
                    options.inside.service, name: options.name, flags: options.flags, command: options.command,
                    withPorts: options.servicePorts, withDependencies: !options.noDeps, options.wishes))
        }
    }
}

/// `slipway compose exec`
struct ComposeExecCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "exec", abstract: "Run one more command in a service that runs.")

    @OptionGroup var inside: ComposeInside

    @Argument(parsing: .captureForPassthrough, help: "The command.")
    var command: [String]

    func run(in surroundings: Surroundings) throws {
        try inside.compose.run(in: surroundings) { project, _ in
            throw ExitCode(try project.exec(inside.service, flags: inside.flags.words, command: command))
        }
    }
}
