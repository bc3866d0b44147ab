import ArgumentParser
import Commands
import Surroundings

/// `slipway inspect`: all that is known of containers and images, as docker's JSON.
struct InspectCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "Show all that is known of containers and images, as JSON.")

    @Option(name: [.short, .long], help: "json, or a template of Go, such as '{{range .Mounts}}{{.Source}}{{end}}'.")
    var format: String?

    @Option(help: "What the names are; a container goes before an image of the same name.")
    var type: FoundObject.Kind?

    @Flag(name: [.short, .long], help: "Show how large containers are.")
    var size = false

    @Argument(help: "Containers or images, by name or ID.")
    var names: [String]

    func run(in surroundings: Surroundings) throws {
        try OpenedContainers.run(in: surroundings) { store, containers in
            let found = FoundObject(in: store, containers, kind: type, measures: size)
            try DescriptionFormat.show(names, format) { try found.description(of: $0) }
        }
    }
}
