import ArgumentParser
import Commands
import ImageFormat
import ImageStore
import Surroundings

/// `slipway tag`: one more name for an image.
struct TagCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "tag", abstract: "Give an image one more name.")

    @Argument(help: "The image, by name or ID.")
    var source: String

    @Argument(help: "The new name, as NAME[:TAG].")
    var target: String

    func run(in surroundings: Surroundings) throws {
        try OpenedStore.run(in: surroundings) { store in
            let reference = try Reference(target)
            guard reference.digest == nil else {
                throw ValidationError("A name that you give cannot have a digest: \(target)")
            }
            let image = try store.resolve(source)
            try store.tag(image, as: reference)
            ImageEvents.tell("tag", image.id, reference.familiar, in: store)
        }
    }
}
