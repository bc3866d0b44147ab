import ArgumentParser
import Commands
import ContainerRuntime
import Containers
import ImageStore
import Surroundings

/// `slipway inspect`: all that is known of containers, images, networks and volumes, as docker's JSON.
struct InspectCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "Show all that is known of containers, images and more, as JSON.")

    @Option(name: [.short, .long], help: "json, or a template of Go, such as '{{range .Mounts}}{{.Source}}{{end}}'.")
    var format: String?

    @Option(help: "What the names are; a container goes before an image of the same name.")
    var type: FoundObject.Kind?

    @Flag(name: [.short, .long], help: "Show how large containers are.")
    var size = false

    @Argument(help: "Containers, images, networks or volumes, by name or ID.")
    var names: [String]

    func run(in surroundings: Surroundings) throws {
        try OpenedContainers.run(in: surroundings) { store, containers in
            let (networks, volumes) = (NetworkList(store: store.path), VolumeList(store: store.path))
            let found = FoundObject(
                in: store, containers, kind: type, measures: size,
                network: { try NetworkDescription.json($0, of: networks, and: containers) },
                volume: { VolumeLines.description(try volumes.find($0)) })
            try DescriptionFormat.show(names, format) { try found.description(of: $0) }
        }
    }
}
