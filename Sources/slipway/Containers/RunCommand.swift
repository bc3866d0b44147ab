import ArgumentParser
import CLinux
import CommandLines
import ContainerRuntime
import Glibc
import ImageFormat
import ImageStore
import Printing
import Surroundings
import SystemPackage

/// `slipway run`: a container of an image, with docker's flags.
struct RunCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run a command in a new container of an image.")

    @OptionGroup var options: RunOptions

    func validate() throws {
        if options.tty && !options.detach && options.interactive && isatty(STDIN_FILENO) == 0 {
            throw ValidationError("The input is not a terminal: leave out -t.")
        }
    }

    func run(in surroundings: Surroundings) throws {
        // What stays in the background must not keep what its starter waits for.
        if options.detach { slipway_close_inherited() }
        try OpenedContainers.run(in: surroundings, failure: Ending.refusal) { store, list in
            let plan = try plan(in: store, surroundings)
            let idFile = try options.cidfile.map { try IDFile(path: $0) }
            // Before anything is made: a port that is taken stops the command here.
            let ports = try PublishedPorts(plan.ports)
            let start = ContainerStart(plan: plan, ports: ports, store: store, list: list, idFile: idFile)
            let status = options.detach ? try Background.start { try start.run(onStart: $0) } : try start.run { _ in }
            throw ExitCode(status)
        }
    }

    private func plan(in store: Store, _ surroundings: Surroundings) throws -> RunPlan {
        do {
            return try RunPlan(options, image: try store.resolve(options.image), in: surroundings)
        } catch let failure as CommandFailure {
            Complaint.print("\(failure)")
            throw Ending.refusal
        }
    }
}
