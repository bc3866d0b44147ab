import ArgumentParser
import CLinux
import Commands
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
        try OpenedContainers.each(in: surroundings, containers) { _, folder, store, list in
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
        try OpenedContainers.each(in: surroundings, containers) { _, folder, store, list in
            try folder.stop(grace: time, signal: number)
            let now = try list.find(folder.record.id)
            return try Starting.start(now, store, list, isAttached: false, reads: false, shownID: folder.record.name)
        }
    }
}
