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
        commandName: "connect", abstract: "Put a container that runs on a network.")

    @Option(parsing: .unconditionalSingleValue, help: "A further name of the container there.")
    var alias: [String] = []

    @Argument(help: "The network, by name or ID.")
    var network: String

    @Argument(help: "The container, by name or ID.")
    var container: String

    func run(in surroundings: Surroundings) throws {
        try OpenedContainers.run(in: surroundings) { store, list in
            let name = try NetworkList(store: store.path).find(network).name
            try list.find(container).join(network: name, aliases: alias)
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
            let found = try NetworkList(store: store.path).find(network)
            let folder = try list.find(container)
            guard found.endpoints.contains(where: { $0.container == folder.record.id }) || force else {
                throw CommandFailure("Container \(container) is not on the network \(network).")
            }
            try folder.leave(network: found.name)
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
            let list = NetworkList(store: store.path)
            try OpenedStore.forEach(names) { name in
                do { try list.remove(try list.find(name)) } catch RuntimeError.noSuchNetwork where force {}
                print("\(name)")
            }
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
            let list = NetworkList(store: store.path)
            let unused = list.all().filter { network in
                list.users(of: network).isEmpty
                    && filters.allSatisfy { $0.admits(network.labels, network.created) }
            }
            try PrunedThings.show("Networks", unused) { network in
                try list.remove(network)
                return network.name
            }
        }
    }
}
