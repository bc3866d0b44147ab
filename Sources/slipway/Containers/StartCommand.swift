import ArgumentParser
import CLinux
import ContainerRuntime
import Containers
import Glibc
import ImageStore
import Printing
import Surroundings

/// `slipway start`
struct StartCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "start", abstract: "Start containers that were made, or have ended.")

    @Flag(name: [.short, .long], help: "Show the output, and end with the container's exit status.")
    var attach = false

    @Flag(name: [.short, .long], help: "Let the container read what this command is given.")
    var interactive = false

    @Option(help: "Keys that leave the container running.")
    var detachKeys: String?

    @Argument(help: "Containers, by name or ID.")
    var containers: [String]

    func validate() throws {
        guard !(attach || interactive) || containers.count == 1 else {
            throw ValidationError("You cannot start and attach multiple containers at once.")
        }
        if let detachKeys, DetachKeys(detachKeys) == nil {
            throw ValidationError(
                "--detach-keys \(detachKeys): letters, or ctrl- and a letter, with commas between them.")
        }
    }

    func run(in surroundings: Surroundings) throws {
        // What stays in the background must not keep what its starter waits for.
        slipway_close_inherited()
        if attach || interactive {
            try OpenedContainers.run(in: surroundings) { store, list in
                let status = try Starting.start(
                    try list.find(containers[0]), store, list, isAttached: true, reads: interactive,
                    keys: detachKeys.flatMap { DetachKeys($0) }, shownID: containers[0])
                throw ExitCode(status)
            }
        }
        try Starting.each(in: surroundings, containers) { folder, store, list in
            if folder.state.isRunning || folder.hasOwner {
                print("\(folder.record.name)")
            } else {
                return try Starting.start(
                    folder, store, list, isAttached: false, reads: false, shownID: folder.record.name)
            }
            return 0
        }
    }
}

/// `slipway restart`
struct RestartCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "restart", abstract: "Stop containers, and start them again.")

    @Option(
        name: [.customShort("t"), .customLong("time"), .customLong("timeout")], parsing: .unconditional,
        help: "Seconds before a container is killed; -1 for never.")
    var time: Double?

    @Option(name: [.short, .long], help: "The signal that asks.")
    var signal: String?

    @Argument(help: "Containers, by name or ID.")
    var containers: [String]

    func run(in surroundings: Surroundings) throws {
        slipway_close_inherited()
        let number = try signal.map { try Signals.number($0) }
        try Starting.each(in: surroundings, containers) { folder, store, list in
            try folder.stop(grace: time, signal: number)
            let now = try list.find(folder.record.id)
            return try Starting.start(now, store, list, isAttached: false, reads: false, shownID: folder.record.name)
        }
    }
}

/// Starting containers that are there.
enum Starting {
    static func start(
        _ folder: ContainerFolder, _ store: Store, _ list: ContainerList, isAttached: Bool, reads: Bool,
        keys: DetachKeys? = nil, shownID: String
    ) throws -> Int32 {
        let record = folder.record
        var attachment = Attachment(
            isInteractive: isAttached ? reads : record.settings.isInteractive, hasTerminal: record.hasTerminal,
            isForeground: isAttached)
        if folder.hasOwner {
            guard isAttached else { return 0 }
            attachment.isInteractive = reads
            return try AttachedRun(folder, attachment, keys ?? DetachKeys()).run()
        }
        let ports = try PublishedPorts(record.settings.network.ports)
        return try ContainerLife(attachment, keys: keys).run(
            store, list, idFile: nil, ports: ports, begun: { _ in print("\(shownID)") }
        ) { try MadeContainer(folder, in: store, list) }
    }

    /// Does it for each container, goes on after one that fails, and fails at the end if any did.
    static func each(
        in surroundings: Surroundings, _ names: [String],
        _ body: (ContainerFolder, Store, ContainerList) throws -> Int32
    ) throws {
        try OpenedContainers.run(in: surroundings) { store, list in
            var failed = false
            for name in names {
                do {
                    if try body(try list.find(name), store, list) != 0 { failed = true }
                } catch let error as RuntimeError {
                    _ = OpenedContainers.fail(error)
                    failed = true
                }
            }
            if failed { throw ExitCode.failure }
        }
    }
}
