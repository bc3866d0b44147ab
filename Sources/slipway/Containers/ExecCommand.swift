import ArgumentParser
import CLinux
import Commands
import ContainerRuntime
import Containers
import Glibc
import ImageFormat
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
            let exec = Execution(
                command, environment: env, environmentFiles: envFile, hasTerminal: tty, user: user, folder: workdir)
            throw try exec.run(
                in: try list.find(container), called: container, isDetached: detach, isInteractive: interactive,
                surroundings)
        }
    }
}
