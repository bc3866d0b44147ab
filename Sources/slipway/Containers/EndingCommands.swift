import ArgumentParser
import ContainerRuntime
import Glibc
import ImageStore
import Surroundings

/// `slipway stop`
struct StopCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "stop", abstract: "Ask containers to end, and kill those that do not.")

    @Option(
        name: [.customShort("t"), .customLong("time"), .customLong("timeout")],
        help: "Seconds before a container is killed; -1 for never.")
    var time: Double = 10

    @Option(name: [.short, .long], help: "The signal that asks.")
    var signal: String?

    @Argument(help: "Containers, by name or ID.")
    var containers: [String]

    func run(in surroundings: Surroundings) throws {
        try OpenedContainers.forEach(in: surroundings, containers) { _, _, folder in
            try folder.stop(grace: time, signal: try signal.map { try Signals.number($0) })
        }
    }
}

/// `slipway kill`
struct KillCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "kill", abstract: "Send a signal to containers: SIGKILL unless you name another.")

    @Option(name: [.short, .long], help: "The signal.")
    var signal = "KILL"

    @Argument(help: "Containers, by name or ID.")
    var containers: [String]

    func run(in surroundings: Surroundings) throws {
        try OpenedContainers.forEach(in: surroundings, containers) { _, _, folder in
            try folder.signal(try Signals.number(signal))
        }
    }
}

/// `slipway rm`
struct RemoveContainersCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "rm", abstract: "Remove containers that have ended.")

    @Flag(name: [.short, .long], help: "Kill those that run.")
    var force = false

    @Flag(name: [.short, .long], help: "Remove their volumes too. There are none here.")
    var volumes = false

    @Argument(help: "Containers, by name or ID.")
    var containers: [String]

    func run(in surroundings: Surroundings) throws {
        try OpenedContainers.forEach(in: surroundings, containers) { store, list, folder in
            if force, folder.state.isRunning { try folder.stop(grace: 5, signal: SIGKILL) }
            // One that was started with --rm is gone by now.
            if let folder = try? list.find(folder.record.id) { try list.remove(folder) }
            try store.unpin(folder.record.id)
        }
    }
}
