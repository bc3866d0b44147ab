import ArgumentParser
import Builder
import ContainerRuntime
import Containers
import Formats
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
        let template = try DescriptionFormat.template(format)
        try OpenedContainers.run(in: surroundings) { store, containers in
            var found: [JSON] = []
            defer { if template == nil { DescriptionFormat.list(found, format) } }
            try OpenedStore.forEach(names) { name in
                let json = try description(of: name, store, containers)
                found.append(json)
                if let template { print(PrintableText(lines: try template.text(of: InspectShape.value(json)))) }
            }
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
            throw NoSuchObject(name: name, meant: Self.nearest(to: name, store, containers))
        }
    }

    private static func nearest(to name: String, _ store: Store, _ containers: ContainerList) -> String? {
        let images = (try? store.images().flatMap { $0.references.map(\.familiar) }) ?? []
        return NearestImage.nearest(to: name, among: containers.all().map(\.record.name) + images)
    }
}

/// A name that is no container's and no image's, in docker's words.
struct NoSuchObject: Error {
    let name: String
    /// What has a name near to it.
    let meant: String?

    var words: PrintableText {
        meant.map { "No such object: \(name)\nDid you mean \($0)?" } ?? "No such object: \(name)"
    }
}
