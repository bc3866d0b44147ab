import ArgumentParser
import Commands
import ContainerPlans
import ContainerRuntime
import Containers
import ImageFormat
import ImageStore
import Printing
import Surroundings

/// `slipway network connect`
struct ConnectNetworkCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "connect", abstract: "Put a container on a network, now and whenever it starts.")

    @Option(parsing: .unconditionalSingleValue, help: "A further name of the container there.")
    var alias: [String] = []

    @Option(parsing: .unconditional, help: "The container's address there; otherwise one that is free.")
    var ip: String?

    @Argument(help: "The network, by name or ID.")
    var network: String

    @Argument(help: "The container, by name or ID.")
    var container: String

    func run(in surroundings: Surroundings) throws {
        try OpenedContainers.run(in: surroundings) { store, list in
            try NetworkWork(NetworkList(store: store.path)).connect(
                container, of: list, to: network, aliases: alias, address: ip)
        }
    }
}

/// `slipway network disconnect`
struct DisconnectNetworkCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "disconnect", abstract: "Take a container off a network.")

    @Flag(name: [.short, .long], help: "It is no error if it is not there.")
    var force = false

    @Argument(help: "The network, by name or ID.")
    var network: String

    @Argument(help: "The container, by name or ID.")
    var container: String

    func run(in surroundings: Surroundings) throws {
        try OpenedContainers.run(in: surroundings) { store, list in
            try NetworkWork(NetworkList(store: store.path)).disconnect(
                container, of: list, from: network, isForced: force)
        }
    }
}

/// `slipway network rm`
struct RemoveNetworksCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "rm", abstract: "Remove networks.", aliases: ["remove"])

    @Flag(name: [.short, .long], help: "It is no error if there is none of that name.")
    var force = false

    @Argument(help: "Networks, by name or ID.")
    var names: [String]

    func run(in surroundings: Surroundings) throws {
        try OpenedContainers.run(in: surroundings) { store, _ in
            try NetworkWork(NetworkList(store: store.path)).remove(names, isForced: force)
        }
    }
}

/// `slipway network prune`
struct PruneNetworksCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune", abstract: "Remove networks that no container is on.")

    @Flag(name: [.short, .long], help: "Do not ask.")
    var force = false

    @Option(parsing: .unconditionalSingleValue, help: "label=NAME[=VALUE], label!=…, until=TIME.")
    var filter: [String] = []

    func run(in surroundings: Surroundings) throws {
        let filters = try filter.map { try PruneFilter($0) }
        guard
            force
                || Confirmation.isGiven("This will remove all custom networks not used by at least one container.")
        else { return }
        try OpenedContainers.run(in: surroundings) { store, _ in
            try NetworkWork(NetworkList(store: store.path)).prune(filters)
        }
    }
}
