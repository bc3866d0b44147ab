import ArgumentParser
import Commands
import ImageFormat
import Images
import Printing
import Surroundings
import SystemPackage

/// `slipway pull`: an image from its registry.
struct PullCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "pull", abstract: "Fetch an image from a registry into the store.",
        discussion: OpenedStore.limitHelp)

    @Flag(name: [.short, .long], help: "Print nothing but the image's name.")
    var quiet = false

    @Option(help: "os/architecture[/variant]; this machine's where it is not given.")
    var platform: String?

    @Argument(help: "The image: NAME[:TAG|@DIGEST].")
    var image: String

    func run(in surroundings: Surroundings) throws {
        try PullWork(image, platform: platform, isQuiet: quiet).run(in: surroundings)
    }
}
