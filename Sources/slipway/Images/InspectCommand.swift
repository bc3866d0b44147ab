import ArgumentParser
import Commands
import ContainerRuntime
import ImageFormat
import ImageStore
import Listings
import Printing
import Surroundings

/// `slipway inspect`: all that is known of containers and images, as docker's JSON.
struct InspectCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "Show all that is known of containers and images, as JSON.")

    enum Kind: String, ExpressibleByArgument, CaseIterable {
        case container, image
    }

    @Option(name: [.short, .long], help: "json, or a template of Go, such as '{{range .Mounts}}{{.Source}}{{end}}'.")
    var format: String?

    @Option(help: "What the names are; a container goes before an image of the same name.")
    var type: Kind?

    @Flag(name: [.short, .long], help: "Show how large containers are.")
    var size = false

    @Argument(help: "Containers or images, by name or ID.")
    var names: [String]

    func run(in surroundings: Surroundings) throws {
        try OpenedContainers.run(in: surroundings) { store, containers in
            try DescriptionFormat.show(names, format) { try description(of: $0, store, containers) }
        }
    }

    private func description(of name: String, _ store: Store, _ containers: ContainerList) throws -> JSON {
        if type != .image {
            do {
                let facts = FoundContainers.facts(try containers.find(name), in: store)
                return ContainerDescription.json(size ? FoundContainers.measured(facts, in: store) : facts)
            } catch RuntimeError.noSuchContainer where type == nil {
            }
        }
        do { return ImageDescription.json(try store.resolve(name), in: store) } catch StoreError.noSuchImage
            where type == nil
        {
            throw NoSuchObject(name: name, meant: MeantImage.near(to: name, store, containers))
        }
    }
}
