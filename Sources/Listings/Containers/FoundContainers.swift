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
            // An image that is gone takes its labels along, and nothing else that is shown.
            folder, image: (try? store.resolve(folder.record.imageID))?.config.config,
            // What a container has written goes when it ends.
            upperPath: upper.map { store.layersPath.appending($0).appending("diff").string })
        let volumes = VolumeList(store: store.path)
        for index in facts.mounts.indices {
            guard let name = facts.mounts[index].name else { continue }
            // A volume that was removed meanwhile lies nowhere.
            facts.mounts[index].source = (try? volumes.find(name))?.path.string ?? ""
        }
        let networks = NetworkList(store: store.path)
        for index in facts.networks.indices where folder.state.isRunning {
            let endpoints = (try? networks.find(facts.networks[index].name))?.endpoints ?? []
            guard let own = endpoints.first(where: { $0.container == folder.record.id }) else { continue }
            facts.networks[index].address = own.address
            facts.networks[index].aliases = own.aliases
        }
        return facts
    }

    /// With its size; 0 of what cannot be measured.
    public static func measured(_ facts: ContainerFacts, in store: Store) -> ContainerFacts {
        var facts = facts
        let own = facts.record.snapshot.flatMap { LayerID($0) }.flatMap { try? store.spaceTaken(by: $0) } ?? 0
        facts.size = (own, (try? store.resolve(facts.record.imageID))?.size ?? 0)
        return facts
    }
}
