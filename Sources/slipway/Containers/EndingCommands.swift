import ArgumentParser
import ContainerPlans
import ContainerRuntime
import Containers
import Formats
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
        try OpenedContainers.forEach(in: surroundings, containers) { _, _, folder in
            let number = try signal.map { try Signals.number($0) }
            tellInVain(folder, number)
            try folder.stop(grace: time, signal: number)
        }
    }

    /// Whoever waits at a terminal is told what for.
    private func tellInVain(_ folder: ContainerFolder, _ number: Int32?) {
        let seconds = time ?? Double(folder.record.settings.stopTimeout ?? 10)
        guard isatty(STDERR_FILENO) == 1, seconds > 0, let unheard = folder.unheardSignal(number) else { return }
        Complaint.note(
            "The first program of \(folder.record.name) takes no notice of \(Signals.name(unheard)): it is killed in \(Int(seconds)) s."
        )
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
            let found = containers.map { name in (name, Result { try list.find(name) }) }
            if force { try end(found.compactMap { try? $0.1.get() }) }
            // A process of an ordinary user reaches other containers only before it becomes the owner of their files.
            try Removal.enter()
            var failed = false
            for (name, folder) in found {
                do {
                    try remove(try folder.get(), store, list)
                    print("\(name)")
                } catch let error as RuntimeError {
                    OpenedContainers.fail(error)
                    if case .noSuchContainer = error, force { continue }
                    failed = true
                }
            }
            if failed { throw ExitCode.failure }
        }
    }

    private func end(_ folders: [ContainerFolder]) throws {
        for folder in folders {
            switch folder.state {
            case .running: try? folder.signal(SIGKILL)
            case .restarting, .starting: try? folder.stop(grace: 5)
            case .created, .exited: break
            }
        }
    }

    private func remove(_ folder: ContainerFolder, _ store: Store, _ list: ContainerList) throws {
        guard (try? list.find(folder.record.id)) != nil else {
            // One that was started with --rm is gone by now.
            return try ContainerRemoval.forget(folder.record, from: store, withVolumes: volumes)
        }
        try ContainerRemoval.remove(folder, from: store, list, withVolumes: volumes)
    }
}

/// What removing needs.
enum Removal {
    /// Becomes the owner of files that belong to many users.
    static func enter() throws {
        if geteuid() != 0 { _ = try Namespaces.enter() }
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
            try Removal.enter()
            let ended = list.all().filter { folder in
                !folder.hasOwner
                    && filters.allSatisfy { $0.admits(folder.record.settings.config.labels, folder.record.created) }
            }
            var bytes: Int64 = 0
            if !ended.isEmpty { print("Deleted Containers:") }
            for folder in ended {
                bytes += try folder.record.snapshot.flatMap { LayerID($0) }.map { try store.spaceTaken(by: $0) } ?? 0
                try ContainerRemoval.remove(folder, from: store, list, withVolumes: true)
                print("\(folder.record.id)")
            }
            if !ended.isEmpty { print("") }
            print("Total reclaimed space: \(ByteCount.text(bytes))")
        }
    }
}
