extension Descriptor {
    /// Reads a descriptor; `path` names it in errors.
    public init(json: JSON, path: String) throws(FormatError) {
        guard let digest = json["digest"]?.string.flatMap({ Digest($0) }) else {
            throw .badMember(path: path + ".digest", expected: "sha256: and 64 hexadecimal digits")
        }
        guard let size = json["size"]?.integer, size >= 0 else {
            throw .badMember(path: path + ".size", expected: "a count of bytes")
        }
        self.init(
            mediaType: MediaType(json["mediaType"]?.string ?? ""), digest: digest, size: size,
            annotations: json["annotations"]?.stringValues ?? [:],
            platform: json["platform"].flatMap(Platform.init(json:)))
    }

    /// The descriptor's members, as the specification orders them.
    public var json: JSON {
        .object([
            "mediaType": .string(mediaType.name), "digest": .string(digest.description), "size": .integer(size),
            "annotations": annotations.isEmpty ? nil : .strings(annotations), "platform": platform?.json,
        ])
    }
}

extension Platform {
    init?(json: JSON) {
        guard let os = json["os"]?.string, let architecture = json["architecture"]?.string else { return nil }
        self.init(os: os, architecture: architecture, variant: json["variant"]?.string)
    }

    var json: JSON {
        .object([
            "architecture": .string(architecture), "os": .string(os), "variant": variant.map(JSON.string),
        ])
    }
}

extension Manifest {
    /// Reads a manifest; OCI's and Docker's second schema are the same here.
    public init(parsing bytes: [UInt8]) throws(FormatError) {
        let json = try JSON.document(bytes)
        guard let config = json["config"] else { throw .badMember(path: "config", expected: "a descriptor") }
        guard json["layers"]?.elements?.count ?? 0 <= Self.mostLayers else {
            throw .badMember(path: "layers", expected: "a list of at most \(Self.mostLayers) layers")
        }
        self.init(
            mediaType: MediaType(json["mediaType"]?.string ?? MediaType.manifest.name),
            config: try Descriptor(json: config, path: "config"),
            layers: try json.descriptors("layers"), annotations: json["annotations"]?.stringValues ?? [:])
    }

    /// The manifest's bytes, the same for equal manifests.
    public func encoded() -> [UInt8] {
        JSON.object([
            "schemaVersion": .integer(2), "mediaType": .string(mediaType.name), "config": config.json,
            "layers": .array(layers.map(\.json)), "annotations": annotations.isEmpty ? nil : .strings(annotations),
        ]).encoded()
    }
}

extension Index {
    /// Reads an index or Docker's manifest list.
    public init(parsing bytes: [UInt8], limits: JSONLimits = JSONLimits()) throws(FormatError) {
        let json = try JSON.document(bytes, limits)
        self.init(
            mediaType: MediaType(json["mediaType"]?.string ?? MediaType.index.name),
            manifests: try json.descriptors("manifests"), annotations: json["annotations"]?.stringValues ?? [:])
    }

    /// The index's bytes, the same for equal indexes.
    public func encoded() -> [UInt8] {
        JSON.object([
            "schemaVersion": .integer(2), "mediaType": .string(mediaType.name),
            "manifests": .array(manifests.map(\.json)),
            "annotations": annotations.isEmpty ? nil : .strings(annotations),
        ]).encoded()
    }
}

extension JSON {
    /// Parses a document of the second schema.
    fileprivate static func document(
        _ bytes: [UInt8], _ limits: JSONLimits = JSONLimits()
    ) throws(FormatError) -> JSON {
        let json = try parse(bytes, limits)
        guard json["schemaVersion"]?.integer == 2 else { throw .unsupportedSchema(json["schemaVersion"]?.integer) }
        return json
    }

    static func parse(_ bytes: [UInt8], _ limits: JSONLimits = JSONLimits()) throws(FormatError) -> JSON {
        do { return try JSON(parsing: bytes, limits: limits) } catch { throw .json(error) }
    }

    /// The strings of an object, other members left out.
    var stringValues: [String: String] {
        Dictionary((members ?? []).compactMap { member in member.value.string.map { (member.name, $0) } }) { $1 }
    }

    fileprivate func descriptors(_ name: String) throws(FormatError) -> [Descriptor] {
        guard let elements = self[name]?.elements else {
            throw .badMember(path: name, expected: "a list of descriptors")
        }
        var descriptors: [Descriptor] = []
        for (index, element) in elements.enumerated() {
            descriptors.append(try Descriptor(json: element, path: "\(name)[\(index)]"))
        }
        return descriptors
    }
}
