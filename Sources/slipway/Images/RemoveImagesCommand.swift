import ArgumentParser
import Commands
import ImageFormat
import ImageStore
import Images
import Printing
import Surroundings

/// `slipway rmi`: takes names away, and images that have none left.
struct RemoveImagesCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "rmi", abstract: "Remove images. One with several names loses only the name that you give.")

    @Flag(name: [.short, .long], help: "Remove an image that is given by its ID, however many names it has.")
    var force = false

    @Argument(help: "Images, by name or ID.")
    var images: [String]

    func run(in surroundings: Surroundings) throws {
        try OpenedStore.run(in: surroundings, touchingLayers: true) { store in
            try ImageRemoval(from: store, isForced: force).remove(images)
        }
    }
}
