import ArgumentParser
import Commands
import ContainerRuntime
import Containers
import ImageStore
import Printing
import Surroundings
import SystemPackage

/// `slipway cp`
struct CopyCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "cp", abstract: "Copy files between a container, running or not, and this machine.")

    @Flag(name: [.short, .long], help: "Keep owners.")
    var archive = false

    @Flag(name: [.customShort("L"), .long], help: "Follow a link that the source is.")
    var followLink = false

    @Flag(name: [.short, .long], help: "Say nothing.")
    var quiet = false

    @Argument(help: "What is copied: CONTAINER:PATH, PATH, or - for a tar on standard input.")
    var source: String

    @Argument(help: "Where to: CONTAINER:PATH, PATH, or - for a tar on standard output.")
    var destination: String

    func run(in surroundings: Surroundings) throws {
        let (from, to) = (CopyPlace(source), CopyPlace(destination))
        try OpenedContainers.run(in: surroundings) { store, list in
            let copy = ContainerCopy(keepsOwners: archive, followsLink: followLink)
            try copy.copy(from, to: to, in: store, list)
        }
        if !quiet, to != .host("-") { StandardStream.error.write("Successfully copied to \(destination)\n") }
    }
}
