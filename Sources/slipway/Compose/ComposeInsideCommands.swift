import ArgumentParser
import Compose
import ComposeRuns
import Glibc
import Surroundings

/// `slipway compose exec`
struct ComposeExecCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "exec", abstract: "Run one more command in a service that runs.")

    @OptionGroup var compose: ComposeOptions

    @Flag(help: "Run it in the background.")
    var detach = false

    @Option(parsing: .unconditionalSingleValue, help: "A variable, as NAME=VALUE.")
    var env: [String] = []

    @Flag(name: .customLong("no-tty"), help: "Give it no terminal.")
    var noTTY = false

    @Option(parsing: .unconditional, help: "Who it runs as.")
    var user: String?

    @Option(parsing: .unconditional, help: "The folder to start in.")
    var workdir: String?

    @Argument(help: "The service.")
    var service: String

    @Argument(parsing: .captureForPassthrough, help: "The command.")
    var command: [String]

    func run(in surroundings: Surroundings) throws {
        try compose.run(in: surroundings) { project, _ in
            var flags = env.flatMap { ["--env", $0] } + (detach ? ["--detach"] : ["--interactive"])
            if !noTTY, !detach, ComposeTerminal.isThere { flags.append("--tty") }
            flags += (user.map { ["--user", $0] } ?? []) + (workdir.map { ["--workdir", $0] } ?? [])
            throw ExitCode(try project.exec(service, flags: flags, command: command))
        }
    }
}

/// Whether a command that wants a terminal can have this one.
private enum ComposeTerminal {
    static var isThere: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }
}

/// `slipway compose run`
struct ComposeRunCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run a command in one more container of a service.")

    @OptionGroup var compose: ComposeOptions

    @Flag(help: "Build the image first.")
    var build = false

    @Option(parsing: .unconditionalSingleValue, help: "A right that it has beside the usual ones.")
    var capAdd: [String] = []

    @Option(parsing: .unconditionalSingleValue, help: "A right that it does not have.")
    var capDrop: [String] = []

    @Flag(help: "Run it in the background.")
    var detach = false

    @Option(parsing: .unconditional, help: "The program in place of ENTRYPOINT.")
    var entrypoint: String?

    @Option(parsing: .unconditionalSingleValue, help: "A variable, as NAME=VALUE.")
    var env: [String] = []

    @Option(parsing: .unconditionalSingleValue, help: "A label, as NAME=VALUE.")
    var label: [String] = []

    @Option(parsing: .unconditional, help: "Name of the container.")
    var name: String?

    @Flag(name: .customLong("no-tty"), help: "Give it no terminal.")
    var noTTY = false

    @Flag(help: "Do not start services that it depends on.")
    var noDeps = false

    @Option(parsing: .unconditionalSingleValue, help: "Publish a port.")
    var publish: [String] = []

    @Flag(help: "Say nothing of images that are fetched.")
    var quietPull = false

    @Flag(help: "Remove the container when it ends.")
    var rm = false

    @Flag(help: "Publish the service's ports.")
    var servicePorts = false

    @Option(parsing: .unconditional, help: "Who it runs as.")
    var user: String?

    @Option(parsing: .unconditionalSingleValue, help: "A folder or a volume in it.")
    var volume: [String] = []

    @Option(parsing: .unconditional, help: "The folder to start in.")
    var workdir: String?

    @Argument(help: "The service.")
    var service: String

    @Argument(parsing: .captureForPassthrough, help: "The command; the service's otherwise.")
    var command: [String] = []

    func run(in surroundings: Surroundings) throws {
        try compose.run(in: surroundings) { project, _ in
            var wishes = ProjectRun.Wishes()
            wishes.builds = build
            throw ExitCode(
                try project.runOnce(
                    service, name: name, flags: flags, command: command, withPorts: servicePorts,
                    withDependencies: !noDeps, wishes))
        }
    }

    private var flags: [String] {
        var flags: [String] = []
        if detach { flags.append("--detach") }
        if rm { flags.append("--rm") }
        if !detach { flags.append("--interactive") }
        if !noTTY, !detach, ComposeTerminal.isThere { flags.append("--tty") }
        for (flag, values) in [
            ("--cap-add", capAdd), ("--cap-drop", capDrop), ("--env", env), ("--label", label), ("--publish", publish),
            ("--volume", volume),
        ] { flags += values.flatMap { [flag, $0] } }
        for (flag, value) in [("--entrypoint", entrypoint), ("--user", user), ("--workdir", workdir)] {
            if let value { flags += [flag, value] }
        }
        return flags
    }
}
