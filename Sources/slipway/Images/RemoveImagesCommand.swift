import ArgumentParser
import ContainerRuntime
import ImageFormat
import ImageStore
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
            try OpenedStore.forEach(images) { try remove($0, from: store) }
        }
    }

    private func remove(_ name: String, from store: Store) throws {
        // The index knows enough: an image whose documents are gone can be removed.
        let image = try store.listed(name)
        let named = (try? Reference(name)).flatMap { wanted in image.references.first { $0 == wanted } }
        if let named, image.references.count > 1 {
            try store.untag(named)
            ImageEvents.tell("untag", image.id ?? image.manifestDigest, named.familiar, in: store)
            print("Untagged: \(named.familiar)")
            return
        }
        let id = image.id ?? image.manifestDigest
        guard named != nil || force || image.references.count < 2 else {
            let names = image.references.map(\.familiar).joined(separator: ", ")
            Complaint.print("image \(id.short) has several names (\(names)): give one of them, or say --force")
            throw ExitCode.failure
        }
        if force, named != nil, isKeptByEndedContainer(image, in: store) {
            // As with docker: the container keeps what it is made of, which has no name any more.
            for reference in image.references {
                try store.untag(reference)
                print("Untagged: \(reference.familiar)")
            }
            return
        }
        _ = try store.remove(image)
        for reference in image.references {
            ImageEvents.tell("untag", id, reference.familiar, in: store)
            print("Untagged: \(reference.familiar)")
        }
        ImageEvents.tell("delete", id, nil, in: store)
        print("Deleted: \(id)")
    }

    /// Whether containers of the image are there, none of which runs.
    private func isKeptByEndedContainer(_ image: ListedImage, in store: Store) -> Bool {
        let own = ContainerList(store: store.path).all().filter { $0.record.imageID == image.id?.description }
        return !own.isEmpty && !own.contains { $0.hasOwner }
    }
}
