extension ImageConfig {
    /// Reads a config as a tool wrote it: lenient about what is missing, strict about `rootfs`, which says what the
    /// image is made of.
    public init(parsing bytes: [UInt8]) throws(FormatError) {
        let json = try JSON.parse(bytes)
        guard json.members != nil else { throw .badMember(path: "config", expected: "an object") }
        let platform = Platform(
            os: json["os"]?.nonEmptyString ?? "linux",
            architecture: json["architecture"]?.nonEmptyString ?? Platform.host.architecture,
            variant: json["variant"]?.nonEmptyString)
        self.init(
            created: json["created"]?.nonEmptyString, author: json["author"]?.nonEmptyString, platform: platform,
            config: ContainerConfig(json: json["config"] ?? .null),
            diffIDs: try Self.diffIDs(json["rootfs"]),
            history: (json["history"]?.elements ?? []).map(HistoryEntry.init(json:)))
    }

    private static func diffIDs(_ rootFS: JSON?) throws(FormatError) -> [Digest] {
        guard let rootFS else { throw .badMember(path: "rootfs", expected: "an object") }
        if let type = rootFS["type"]?.string, type != "layers" { throw .unsupportedRootFS(type) }
        var digests: [Digest] = []
        for (index, element) in (rootFS["diff_ids"]?.elements ?? []).enumerated() {
            guard let digest = element.string.flatMap({ Digest($0) }) else {
                throw .badMember(path: "rootfs.diff_ids[\(index)]", expected: "sha256: and 64 hexadecimal digits")
            }
            digests.append(digest)
        }
        return digests
    }

    /// The config's members, in alphabetical order as Docker and BuildKit write them.
    public var json: JSON {
        .object([
            "architecture": .string(platform.architecture),
            "author": author.map(JSON.string),
            "config": config.json,
            "created": created.map(JSON.string),
            "history": history.isEmpty ? nil : .array(history.map(\.json)),
            "os": .string(platform.os),
            "rootfs": .object(["type": .string("layers"), "diff_ids": .strings(diffIDs.map(\.description))]),
            "variant": platform.variant.map(JSON.string),
        ])
    }

    /// The config's bytes, the same for equal configs: their digest is the image ID.
    public func encoded() -> [UInt8] { json.encoded() }
}

extension HistoryEntry {
    init(json: JSON) {
        self.init(
            created: json["created"]?.nonEmptyString, createdBy: json["created_by"]?.nonEmptyString,
            author: json["author"]?.nonEmptyString, comment: json["comment"]?.nonEmptyString,
            isEmptyLayer: json["empty_layer"]?.bool ?? false)
    }

    var json: JSON {
        .object([
            "created": created.map(JSON.string), "created_by": createdBy.map(JSON.string),
            "author": author.map(JSON.string), "comment": comment.map(JSON.string),
            "empty_layer": isEmptyLayer ? .bool(true) : nil,
        ])
    }
}
