import ImageFormat
import ImageStore
import LabModel

/// What the lab shows of the store, read off the main actor.
enum StoreReader {
    /// The images; none while there is no store yet.
    static func images() -> Answer<[ImageRow]> {
        do {
            guard let store = try openStore() else { return .known([]) }
            return .known(try store.images().map(row))
        } catch {
            return .failed("\(error)")
        }
    }

    static func layers(of subject: ImageSubject) -> Answer<LayersContent> {
        switch subject {
        case .image(let name): layers(of: name)
        case .images(let left, let right): comparison(of: left, with: right)
        }
    }

    private static func layers(of name: String) -> Answer<LayersContent> {
        do {
            guard let store = try openStore() else { return .failed("there is no image store yet") }
            let image = try store.resolve(name)
            var walk = LayerWalk()
            return .known(.layers(try inspect(image, named: name, in: store, &walk)))
        } catch StoreError.noSuchImage {
            return .failed("no image has that name yet; build it first")
        } catch {
            return .failed("\(error)")
        }
    }

    /// The store; nil while there is none yet.
    static func openStore() throws(StoreError) -> Store? {
        guard let path = StoreLocation.path() else { return nil }
        return try Store.open(at: path)
    }

    /// Two images beside each other.
    private static func comparison(of left: String, with right: String) -> Answer<LayersContent> {
        do {
            guard let store = try openStore() else { return .failed("there is no image store yet") }
            let images = [try store.resolve(left), try store.resolve(right)]
            var paths: [Set<String>] = []
            var layers: [ImageLayers] = []
            for (image, name) in zip(images, [left, right]) {
                var walk = LayerWalk()
                layers.append(try inspect(image, named: name, in: store, &walk))
                paths.append(Set(walk.plainFiles))
            }
            let stacks = try images.map { image throws(StoreError) in
                LayerStack(layers: try store.layers(of: image)[...])
            }
            let (kept, omitted) = ImageComparer(left: stacks[0], right: stacks[1]).changes(paths[0], paths[1])
            return .known(
                .comparison(
                    ImageComparison(left: layers[0], right: layers[1], changes: kept, omittedChanges: omitted)))
        } catch {
            return .failed("\(error)")
        }
    }

    private static func row(_ image: StoredImage) -> ImageRow {
        ImageRow(
            id: image.id.description, names: image.references.map(\.familiar), size: image.size,
            created: image.config.created, standsInFor: image.standIn)
    }

    private static func inspect(
        _ image: StoredImage, named name: String, in store: Store, _ walk: inout LayerWalk
    ) throws(StoreError) -> ImageLayers {
        var remaining = try store.layers(of: image)[...]
        var rows: [LayerSummary] = []
        for entry in image.config.history {
            let words = entry.createdBy ?? ""
            if entry.isEmptyLayer {
                rows.append(LayerSummary(createdBy: words, diffID: nil))
            } else if let layer = remaining.popFirst() {
                rows.append(walk.summary(of: layer, createdBy: words))
            }
        }
        for layer in remaining { rows.append(walk.summary(of: layer, createdBy: "")) }
        return ImageLayers(image: name, layers: rows, waste: walk.waste)
    }
}
