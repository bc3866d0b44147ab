public import ImageFormat
public import ImageStore
internal import SystemPackage

/// What `inspect` shows of an image.
public enum ImageDescription {
    /// The object that `inspect` prints, with docker's fields. Where one of its layers is gone,
    /// none is listed, and that is no error.
    public static func json(_ image: StoredImage, in store: Store) -> JSON {
        let config = image.config
        let layers = (try? store.layers(of: image)) ?? []
        return .object([
            "Id": .string(image.id.description),
            "RepoTags": .strings(image.references.filter { $0.digest == nil }.map(\.familiar)),
            "RepoDigests": .strings(image.repositoryDigests.map(\.familiar)),
            "Parent": .string(""),
            "Comment": .string(config.history.last?.comment ?? ""),
            "Created": .string(config.created ?? ""),
            "DockerVersion": .string(""),
            "Author": .string(config.author ?? ""),
            "Architecture": .string(config.platform.architecture),
            "Variant": config.platform.variant.map(JSON.string),
            "Os": .string(config.platform.os),
            "Size": .integer(image.size),
            "Config": self.config(config.config),
            "GraphDriver": .object([
                "Data": .object([
                    "Layers": .strings(layers.reversed().map(\.path.string))
                ]), "Name": .string("overlay"),
            ]),
            "RootFS": .object([
                "Type": .string("layers"), "Layers": .strings(config.diffIDs.map(\.description)),
            ]),
            "Metadata": .object(["LastTagTime": .string("0001-01-01T00:00:00Z")]),
            "StandIn": image.standIn.map(JSON.string),
        ])
    }

    /// What is set, and null or empty for what docker always shows.
    private static func config(_ config: ContainerConfig) -> JSON {
        let set = config.json.members ?? []
        let empty: [JSON.Member] = [
            .init("User", .string("")), .init("Env", .null), .init("Cmd", .null), .init("Volumes", .null),
            .init("WorkingDir", .string("")), .init("Entrypoint", .null), .init("OnBuild", .null),
            .init("Labels", .null),
        ]
        return .object(set + empty.filter { member in !set.contains { $0.name == member.name } })
    }
}
