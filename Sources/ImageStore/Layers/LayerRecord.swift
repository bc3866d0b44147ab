internal import ImageFormat

/// What the file `layers/ID/layer` says. A directory without that file is a snapshot, in use or left over.
struct LayerRecord: Equatable {
    /// Nil while it has not been computed.
    var diff: Layer.Diff?
    /// The blob that the layer was extracted from, which is kept: its tar is another program's. Nil for a layer that was
    /// made here, whose tar can be made again.
    var source: Descriptor?
    /// The ID of the machine's run in which the files were written, until they are known to be on the disk: after a
    /// restart of the machine they may be incomplete. Nil once they have been flushed.
    var boot: String?

    /// What the layer was packed into when it left the store, by the name of the packing.
    var packed: [String: Descriptor] = [:]

    static let fileName = "layer"
    /// Bytes of a record at most: as many as those of a manifest, whose annotations it may hold.
    static let limit = 4 << 20

    init(diff: Layer.Diff? = nil, source: Descriptor? = nil, boot: String? = nil) {
        self.diff = diff
        self.source = source
        self.boot = boot
    }

    /// Nil where the bytes are not a record.
    init?(parsing bytes: [UInt8]) {
        guard let json = try? JSON(parsing: bytes), json["layer"]?.integer == 1 else { return nil }
        if let stored = json["diff"] {
            guard let id = stored["id"]?.string.flatMap({ Digest($0) }), let tarSize = stored["tarSize"]?.integer,
                let fileBytes = stored["fileBytes"]?.integer
            else { return nil }
            diff = Layer.Diff(id: id, tarSize: tarSize, fileBytes: fileBytes)
        }
        if let stored = json["source"] {
            guard let descriptor = try? Descriptor(json: stored, path: "source") else { return nil }
            source = descriptor
        }
        boot = json["boot"]?.string
        guard case .object(let members)? = json["packed"] else { return }
        // An entry that cannot be read is left out; the layer is then packed again.
        for member in members { packed[member.name] = try? Descriptor(json: member.value, path: "packed") }
    }

    func encoded() -> [UInt8] {
        let diff = diff.map { diff in
            JSON.object([
                "id": .string(diff.id.description), "tarSize": .integer(diff.tarSize),
                "fileBytes": .integer(diff.fileBytes),
            ])
        }
        return JSON.object([
            "layer": .integer(1), "diff": diff, "source": source?.json, "boot": boot.map(JSON.string),
            "packed": packed.isEmpty
                ? nil : .object(packed.sorted { $0.key < $1.key }.map { JSON.Member($0.key, $0.value.json) }),
        ]).encoded()
    }
}
