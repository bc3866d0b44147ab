import ArgumentParser
import Builder
import CLinux
import CommandLines
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
        try OpenedContainers.run(in: surroundings, failure: Ending.refusal) { store, list in
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
            let made = try MadeContainer(plan, in: store, list, isStarting: false)
            let record = made.owned.folder.record
            for name in record.settings.mounts.compactMap(\.volume) {
                _ = try VolumeList(store: store.path).create(
                    name, isAnonymous: record.settings.mounts.contains { $0.volume == name && $0.isAnonymous })
            }
            try idFile?.write(record.id)
            print("\(record.id)")
        }
    }
}

/// What `run` and `create` do first.
enum Planning {
    static func plan(
        _ options: RunOptions, _ store: Store, _ list: ContainerList, _ surroundings: Surroundings
    ) throws -> ContainerPlan {
        do {
            let image = try image(options, store, surroundings)
            return try ContainerPlan(
                options, image: (image.id, image.config.config), containers: list,
                networks: NetworkList(store: store.path),
                in: surroundings)
        } catch let failure as ContainerFault {
            Complaint.print("\(failure)")
            throw Ending.refusal
        }
    }

    /// An image that cannot be had is often one whose tag was left out.
    private static func image(
        _ options: RunOptions, _ store: Store, _ surroundings: Surroundings
    ) throws -> StoredImage {
        do { return try ImageOnHand(options).find(in: store, surroundings) } catch let status as ExitCode {
            NearestImage.tell(.noSuchImage(options.image), store.path)
            throw status
        }
    }
}
