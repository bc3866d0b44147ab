import ArgumentParser
import CLinux
import CommandLines
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

    @OptionGroup var options: ExecOptions

    func run(in surroundings: Surroundings) throws {
        if options.tty, options.interactive, !options.detach { try InputTerminal.require() }
        if options.detach { slipway_close_inherited() }
        try OpenedContainers.run(in: surroundings) { _, list in
            let exec = Execution(
                options.command, environment: options.env, environmentFiles: options.envFile,
                hasTerminal: options.tty, user: options.user, folder: options.workdir)
            throw try exec.run(
                in: try list.find(options.container), called: options.container, isDetached: options.detach,
                isInteractive: options.interactive, surroundings)
        }
    }
}
