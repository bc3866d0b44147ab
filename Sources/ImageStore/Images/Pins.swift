internal import Glibc
public import ImageFormat

/// The parts of the store that a container, running or not, needs. A prune keeps them, and `rmi` of the image names the
/// container.
public struct Pin: Equatable, Sendable {
    /// The container's ID: letters, digits, `-`, `_` and `.`.
    public var name: String
    public var image: Digest
    /// Layers and snapshots beside the image's own: the container's writable one.
    public var layers: [LayerID]

    public init(name: String, image: Digest, layers: [LayerID]) {
        self.name = name
        self.image = image
        self.layers = layers
    }
}

extension Store {
    /// Bytes of a pin's file at most.
    private static let pinLimit = 1 << 20

    /// Keeps an image and some layers until `unpin`; in place of an earlier pin of that name.
    public func pin(_ pin: Pin) throws(StoreError) {
        let use = try beginUse()
        let json = JSON.object([
            "image": .string(pin.image.description), "layers": .strings(pin.layers.map(\.name)),
        ])
        let bytes = json.encoded()
        guard bytes.count <= Self.pinLimit else { throw .tooLarge(limit: Self.pinLimit) }
        try replace(try Self.pinName(pin.name), with: bytes, .durable)
        _ = consume use
    }

    /// Takes a pin away; it is not an error if there is none.
    public func unpin(_ name: String) throws(StoreError) { try remove(try Self.pinName(name)) }

    /// All pins; one that cannot be read is left out.
    public func pins() throws(StoreError) -> [Pin] {
        var pins: [Pin] = []
        for name in try names(in: "pins") {
            guard let bytes = try contents("pins/\(name)", limit: Self.pinLimit), let json = try? JSON(parsing: bytes),
                let image = json["image"]?.string.flatMap({ Digest($0) })
            else { continue }
            let layers = (json["layers"]?.elements ?? []).compactMap { $0.string.flatMap { LayerID($0) } }
            pins.append(Pin(name: name, image: image, layers: layers))
        }
        return pins
    }

    private static func pinName(_ name: String) throws(StoreError) -> String {
        let isPlain = { (byte: UInt8) in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) || "-_.".utf8.contains(byte)
        }
        guard !name.isEmpty, !name.hasPrefix("."), name.utf8.count <= 128, name.utf8.allSatisfy(isPlain) else {
            throw .corrupt(path: "pins/\(name)")
        }
        return "pins/" + name
    }
}
