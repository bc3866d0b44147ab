import ImageFormat
import ImageStore
import SystemPackage

/// What `inspect` shows of an image.
enum ImageDescription {
    static func json(_ image: StoredImage, in store: Store) -> JSON {
        let config = image.config
        let layers = (try? store.layers(of: image)) ?? []
        return .object([
            "Id": .string(image.id.description),
            "RepoTags": .strings(image.references.filter { $0.tag != nil }.map(\.familiar)),
            "RepoDigests": .strings(image.references.compactMap(repositoryDigest)),
            "Parent": .string(""),
            "Comment": .string(config.history.last?.comment ?? ""),
            "Created": config.created.map(JSON.string),
            "Author": .string(config.author ?? ""),
            "Architecture": .string(config.platform.architecture),
            "Variant": config.platform.variant.map(JSON.string),
            "Os": .string(config.platform.os),
            "Size": .integer(image.size),
            "Config": config.config.json,
            "GraphDriver": .object([
                "Data": .object([
                    "Layers": .strings(layers.reversed().map(\.path.string))
                ]), "Name": .string("overlay"),
            ]),
            "RootFS": .object([
                "Type": .string("layers"), "Layers": .strings(config.diffIDs.map(\.description)),
            ]),
            "StandIn": image.standIn.map(JSON.string),
        ])
    }

    private static func repositoryDigest(_ reference: Reference) -> String? {
        reference.digest.map { "\(reference.familiarRepository)@\($0)" }
    }
}
