public import ContainerRuntime
internal import ImageFormat
public import ImageStore
internal import SystemPackage

/// Containers with what the store knows of them.
public enum FoundContainers {
    /// All, the newest first.
    public static func all(_ list: ContainerList, in store: Store) -> [ContainerFacts] {
        list.all().map { facts($0, in: store) }
    }

    /// One of them.
    public static func facts(_ folder: ContainerFolder, in store: Store) -> ContainerFacts {
        let upper = folder.state.isRunning ? folder.record.snapshot : nil
        var facts = ContainerFacts(
            // Without its image, a container has only its own labels; nothing else that is shown is missing.
            folder, image: (try? store.resolve(folder.record.imageID))?.config.config,
            // What a container has written goes when it ends.
            upperPath: upper.map { store.layersPath.appending($0).appending("diff").string })
        let volumes = VolumeList(store: store.path)
        for index in facts.mounts.indices {
            guard let name = facts.mounts[index].name else { continue }
            // A volume that was removed meanwhile has no path.
            facts.mounts[index].source = (try? volumes.find(name))?.path.string ?? ""
        }
        let networks = NetworkList(store: store.path)
        facts.networks = facts.networks.map { network($0, of: folder, in: networks) }
        return facts
    }

    /// A network that was asked for, with what the container has there while it runs.
    private static func network(_ asked: NetworkFact, of folder: ContainerFolder, in list: NetworkList) -> NetworkFact {
        var fact = asked
        if let id = NetworkList.id(ofStanding: fact.name) {
            fact.id = id
            guard folder.state.isRunning, folder.record.settings.network.choice == .own else { return fact }
            (fact.address, fact.gateway, fact.prefix) = (OwnNetwork.address, OwnNetwork.gateway, OwnNetwork.prefix)
            return fact
        }
        guard let network = try? list.find(fact.name) else { return fact }
        fact.id = network.id
        guard folder.state.isRunning, let own = network.endpoints.first(where: { $0.container == folder.record.id })
        else { return fact }
        (fact.address, fact.aliases, fact.hardwareAddress) = (own.address, own.aliases, own.hardwareAddress)
        (fact.gateway, fact.prefix) = (network.addresses.gateway, network.subnet.prefix)
        return fact
    }

    /// The same facts with the size. What cannot be measured counts as 0.
    public static func measured(_ facts: ContainerFacts, in store: Store) -> ContainerFacts {
        var facts = facts
        let own = facts.record.snapshot.flatMap { LayerID($0) }.flatMap { try? store.spaceTaken(by: $0) } ?? 0
        facts.size = (own, (try? store.resolve(facts.record.imageID))?.size ?? 0)
        return facts
    }
}
