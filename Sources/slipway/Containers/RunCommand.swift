import ArgumentParser
import CLinux
import CommandLines
import Commands
import ContainerPlans
import ContainerRuntime
import Containers
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

    func run(in surroundings: Surroundings) throws {
        if options.tty, options.interactive, !options.detach { try InputTerminal.require() }
        try DoctorWords.$explains.withValue(options.life.explain) { try runContainer(in: surroundings) }
    }

    private func runContainer(in surroundings: Surroundings) throws {
        // What stays in the background must not keep what its starter waits for.
        if options.detach || (options.tty && options.interactive) { slipway_close_inherited() }
        try OpenedContainers.run(in: surroundings, failure: RefusedContainer.status) { store, list in
            let plan = try Planning.plan(options, store, list, surroundings)
            let idFile = try options.life.cidfile.map { try IDFile(path: $0) }
            // Before anything is made: a port that is taken stops the command here.
            let ports = try PortsOnHost.listen(plan.record.settings.network.ports, list)
            let life = ContainerLife(options)
            let status = try life.run(store, list, idFile: idFile, ports: ports, begun: { print("\($0)") }) {
                try MadeContainer(plan, in: store, list, isStarting: true)
            }
            throw ExitCode(status)
        }
    }
}

/// `slipway create`: a container that `start` starts.
struct CreateCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make a container of an image, without starting it.")

    @OptionGroup var options: RunOptions

    func run(in surroundings: Surroundings) throws {
        try OpenedContainers.run(in: surroundings) { store, list in
            let plan = try Planning.plan(options, store, list, surroundings)
            let idFile = try options.life.cidfile.map { try IDFile(path: $0) }
            let record = try MadeContainer.create(plan, in: store, list)
            try idFile?.write(record.id)
            print("\(record.id)")
        }
    }
}
