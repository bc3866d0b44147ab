import ContainerRuntime
import ImageFormat
import ImageStore
import Listings
import SystemPackage

/// Containers with what the store knows of them.
enum FoundContainers {
    /// All, the newest first.
    static func all(_ list: ContainerList, in store: Store) -> [ContainerFacts] {
        list.all().map { facts($0, in: store) }
    }

    static func facts(_ folder: ContainerFolder, in store: Store) -> ContainerFacts {
        let upper = folder.state.isRunning ? folder.record.snapshot : nil
        return ContainerFacts(
            // An image that is gone takes its labels along, and nothing else that is shown.
            folder, image: (try? store.resolve(folder.record.imageID))?.config.config,
            // What a container has written goes when it ends.
            upperPath: upper.map { store.layersPath.appending($0).appending("diff").string })
    }

    /// With its size; 0 of what cannot be measured.
    static func measured(_ facts: ContainerFacts, in store: Store) -> ContainerFacts {
        var facts = facts
        let own = facts.record.snapshot.flatMap { LayerID($0) }.flatMap { try? store.spaceTaken(by: $0) } ?? 0
        facts.size = (own, (try? store.resolve(facts.record.imageID))?.size ?? 0)
        return facts
    }
}
