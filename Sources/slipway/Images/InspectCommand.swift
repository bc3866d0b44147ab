import ArgumentParser
import ContainerRuntime
import ImageFormat
import ImageStore
import Printing
import Surroundings

/// `slipway inspect`: all that is known of containers and images, as docker's JSON.
struct InspectCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "Show all that is known of containers and images, as JSON.")

    enum Kind: String, ExpressibleByArgument, CaseIterable {
        case container, image
    }

    @Option(
        name: [.short, .long], help: "Text with {{.Id}}, {{json .Config}}, {{.State.Status}} or the like in it.")
    var format: String?

    @Option(help: "What the names are; a container goes before an image of the same name.")
    var type: Kind?

    @Argument(help: "Containers or images, by name or ID.")
    var names: [String]

    func run(in surroundings: Surroundings) throws {
        try OpenedContainers.run(in: surroundings) { store, containers in
            var found: [JSON] = []
            defer { if format == nil { print(PrintableText(json: JSON.array(found).pretty())) } }
            try OpenedStore.forEach(names) { name in
                let json = try description(of: name, store, containers)
                if let format { print(try JSONTemplate(format).text(json)) }
                found.append(json)
            }
        }
    }

    private func description(of name: String, _ store: Store, _ containers: ContainerList) throws -> JSON {
        if type != .image {
            do {
                return ContainerDescription.json(try containers.find(name), in: store)
            } catch RuntimeError.noSuchContainer where type == nil {
            }
        }
        return ImageDescription.json(try store.resolve(name), in: store)
    }
}
