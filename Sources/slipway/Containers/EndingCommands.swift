import ArgumentParser
import Commands
import ContainerPlans
import ContainerRuntime
import Containers
import Glibc
import ImageFormat
import ImageStore
import Printing
import Surroundings

/// `slipway stop`
struct StopCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "stop", abstract: "Ask containers to end, and kill those that do not.",
        discussion: """
            The signal goes to a container's first program. One that takes no notice of it, as a program without a handler \
            for it does there, is killed after the wait.
            """)

    @Option(
        name: [.customShort("t"), .customLong("time"), .customLong("timeout")], parsing: .unconditional,
        help: "Seconds before a container is killed; -1 for never. Otherwise the container's own, or 10.")
    var time: Double?

    @Option(name: [.short, .long], help: "The signal that asks.")
    var signal: String?

    @Argument(help: "Containers, by name or ID.")
    var containers: [String]

    func run(in surroundings: Surroundings) throws {
        try OpenedContainers.forEach(in: surroundings, containers) { _, folder in
            let number = try signal.map { try Signals.number($0) }
            folder.tellStopInVain(number, seconds: time)
            try folder.stop(grace: time, signal: number)
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
        try OpenedContainers.forEach(in: surroundings, containers) { _, folder in
            try folder.signal(try Signals.number(signal))
        }
    }
}

/// `slipway rm`
struct RemoveContainersCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "rm", abstract: "Remove containers that have ended, with what they have written.")

    @Flag(name: [.short, .long], help: "Kill those that run. It is no error if there is none of that name.")
    var force = false

    @Flag(name: [.short, .long], help: "Remove their anonymous volumes too.")
    var volumes = false

    @Flag(name: [.short, .long], help: "Remove a link: there are none here.")
    var link = false

    @Argument(help: "Containers, by name or ID.")
    var containers: [String]

    func validate() throws {
        if link { throw ValidationError("--link: there are no links here; containers share a network.") }
    }

    func run(in surroundings: Surroundings) throws {
        try OpenedContainers.run(in: surroundings) { store, list in
            try ContainerRemovals(in: store, list, isForced: force, withVolumes: volumes).remove(containers)
        }
    }
}

/// `slipway container prune`
struct PruneContainersCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune", abstract: "Remove all containers that do not run.")

    @Flag(name: [.short, .long], help: "Do not ask.")
    var force = false

    @Option(name: .long, parsing: .unconditionalSingleValue, help: "label=NAME[=VALUE], label!=…, until=TIME.")
    var filter: [String] = []

    func run(in surroundings: Surroundings) throws {
        let filters = try filter.map { try PruneFilter($0) }
        guard force || Confirmation.isGiven("This will remove all stopped containers.") else { return }
        try OpenedContainers.run(in: surroundings) { store, list in
            try ContainerRemovals(in: store, list, isForced: false, withVolumes: true).prune(filters)
        }
    }
}
