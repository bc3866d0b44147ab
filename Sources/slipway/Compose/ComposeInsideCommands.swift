import ArgumentParser
import Compose
import ComposeRuns
import Glibc
import Surroundings

/// What `exec` and `run` have in common: a service, and how one more command is in it.
struct ComposeInside: ParsableArguments {
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

    /// These as words of docker's `exec` and `run`.
    var flags: FlagWords {
        var flags = FlagWords()
        let isTerminal = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
        flags.addStreams(isDetached: detach, hasTerminal: isTerminal && !noTTY)
        flags.add("--env", each: env)
        flags.add("--user", user)
        flags.add("--workdir", workdir)
        return flags
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

/// `slipway compose run`
struct ComposeRunCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run a command in one more container of a service.")

    @OptionGroup var inside: ComposeInside

    @Flag(help: "Build the image first.")
    var build = false

    @Option(parsing: .unconditionalSingleValue, help: "A right that it has beside the usual ones.")
    var capAdd: [String] = []

    @Option(parsing: .unconditionalSingleValue, help: "A right that it does not have.")
    var capDrop: [String] = []

    @Option(parsing: .unconditional, help: "The program in place of ENTRYPOINT.")
    var entrypoint: String?

    @Option(parsing: .unconditionalSingleValue, help: "A label, as NAME=VALUE.")
    var label: [String] = []

    @Option(parsing: .unconditional, help: "Name of the container.")
    var name: String?

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

    @Option(parsing: .unconditionalSingleValue, help: "A folder or a volume in it.")
    var volume: [String] = []

    @Argument(parsing: .captureForPassthrough, help: "The command; the service's otherwise.")
    var command: [String] = []

    func run(in surroundings: Surroundings) throws {
        try inside.compose.run(in: surroundings) { project, _ in
            var wishes = ProjectRun.Wishes()
            wishes.builds = build
            throw ExitCode(
                try project.runOnce(
                    inside.service, name: name, flags: flags, command: command, withPorts: servicePorts,
                    withDependencies: !noDeps, wishes))
        }
    }

    private var flags: [String] {
        var flags = inside.flags
        flags.add("--rm", if: rm)
        flags.add("--entrypoint", entrypoint)
        for (flag, values) in [
            ("--cap-add", capAdd), ("--cap-drop", capDrop), ("--label", label), ("--publish", publish),
            ("--volume", volume),
        ] { flags.add(flag, each: values) }
        return flags.words
    }
}
