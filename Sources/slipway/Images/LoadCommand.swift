import ArgumentParser
import Commands
import ImageFormat
import ImageStore
import Images
import Printing
import Surroundings
import SystemPackage

/// `slipway load`: the images of an archive.
struct LoadCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "load",
        abstract: "Load images from an archive: docker's or OCI's, packed or not, or a folder in OCI's layout.",
        discussion: OpenedStore.limitHelp)

    @Option(name: [.short, .long], help: "The file or folder to read; otherwise standard input.")
    var input: String?

    @Option(help: "A name for the image, in place of the one that it brings along. For folders.")
    var tag: String?

    @Flag(name: [.short, .long], help: "Print nothing but what was loaded.")
    var quiet = false

    func run(in surroundings: Surroundings) throws {
        try OpenedStore.run(in: surroundings, touchingLayers: true) { store in
            for loaded in try LoadedImages.load(input, as: tag, into: store) {
                ImageEvents.tell("load", loaded.image.id, loaded.references.first?.familiar, in: store)
                if loaded.references.isEmpty { print("Loaded image ID: \(loaded.image.id)") }
                for reference in loaded.references { print("Loaded image: \(reference.familiar)") }
            }
        }
    }
}
