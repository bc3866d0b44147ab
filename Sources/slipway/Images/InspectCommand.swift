import ArgumentParser
import ImageFormat
import ImageStore

/// `slipway inspect`: all that is known of images, as docker's JSON.
struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "Show all that is known of images, as JSON.")

    @Option(
        name: [.short, .long], help: "Text with {{.Id}}, {{json .Config}}, {{.Config.WorkingDir}} or the like in it.")
    var format: String?

    @Option(help: "What the names are: image.")
    var type: String = "image"

    @Argument(help: "Images, by name or ID.")
    var names: [String]

    func run() throws {
        guard type == "image" else {
            throw ValidationError("--type \(type) is not offered here; image is.")
        }
        try OpenedStore.run { store in
            var found: [JSON] = []
            defer { if format == nil { print(JSON.array(found).pretty()) } }
            try OpenedStore.forEach(names) { name in
                let json = ImageDescription.json(try store.resolve(name), in: store)
                if let format { print(try JSONTemplate(format).text(json)) }
                found.append(json)
            }
        }
    }
}
