import ArgumentParser
import ImageFormat
import ImageStore
import Images
import Printing
import Surroundings
import SystemPackage

/// `slipway push`: an image to its registry.
struct PushCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "push", abstract: "Send an image to the registry that its name begins with.")

    @Flag(name: [.customShort("a"), .long], help: "Send all tags of the repository.")
    var allTags = false

    @Flag(name: [.short, .long], help: "Print nothing but the image's name.")
    var quiet = false

    @Option(help: LayerPacking.help, transform: LayerPacking.argument)
    var compression = LayerPacking(.gzip)

    @Argument(help: "The image: NAME[:TAG].")
    var image: String

    func run(in surroundings: Surroundings) throws {
        try PushWork(image, sendsAllTags: allTags, compression: compression, isQuiet: quiet).run(in: surroundings)
    }
}
