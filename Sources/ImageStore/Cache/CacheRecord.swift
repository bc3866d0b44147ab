public import ImageFormat

/// A step's cache entry. Only the builder knows what `payload` means.
public struct CacheRecord: Equatable, Sendable {
    /// The cache key of the step.
    public var key: Digest
    /// A name that the step has in every build, whatever its inputs. With it, the records are found to which a miss is
    /// compared.
    public var lineage: String
    /// Layers that the record needs: pruning keeps them as long as the record.
    public var layers: [LayerID]
    /// The builder's own data.
    public var payload: [UInt8]

    public init(key: Digest, lineage: String, layers: [LayerID], payload: [UInt8]) {
        self.key = key
        self.lineage = lineage
        self.layers = layers
        self.payload = payload
    }
}

extension CacheRecord {
    /// A line that says what follows, a line of the layers, the lineage's length and the lineage, the payload; the
    /// digest of all that comes last, so that a file that a crash tore is known for one.
    func encoded() -> [UInt8] {
        var bytes = Array("slipway record 1\n\(key.hex)\n".utf8)
        bytes.append(contentsOf: layers.map(\.name).joined(separator: " ").utf8)
        bytes.append(contentsOf: "\n\(lineage.utf8.count)\n\(lineage)".utf8)
        bytes.append(contentsOf: payload)
        return bytes + Digest(of: bytes).bytes
    }

    /// Reads an encoded record; nil where the bytes are not a complete one.
    init?(parsing bytes: [UInt8]) {
        guard bytes.count > 32, Digest(of: bytes.dropLast(32)).bytes.elementsEqual(bytes.suffix(32)) else { return nil }
        let newLine = UInt8(ascii: "\n")
        let fields = bytes.dropLast(32).split(separator: newLine, maxSplits: 4, omittingEmptySubsequences: false)
        guard fields.count == 5, fields[0].elementsEqual("slipway record 1".utf8),
            let key = Digest(hex: String(decoding: fields[1], as: UTF8.self)),
            let length = Int(String(decoding: fields[3], as: UTF8.self)), (0...fields[4].count).contains(length)
        else { return nil }
        let names = fields[2].split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
        self.init(
            key: key, lineage: String(decoding: fields[4].prefix(length), as: UTF8.self),
            layers: names.compactMap { LayerID($0) }, payload: Array(fields[4].dropFirst(length)))
    }
}

extension CacheRecord {
    /// The bytes of a record for another store, in which its layers have other IDs; nil where the bytes are not a whole record,
    /// or one of its layers has no ID there.
    public static func moved(_ bytes: [UInt8], layers: [LayerID: LayerID]) -> [UInt8]? {
        guard var record = CacheRecord(parsing: bytes) else { return nil }
        let moved = record.layers.compactMap { layers[$0] }
        guard moved.count == record.layers.count else { return nil }
        record.layers = moved
        return record.encoded()
    }
}
