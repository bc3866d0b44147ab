/// An unsaved text as it is kept against a crash: a header line, then the bytes.
public struct RecoveryCopy: Hashable, Sendable {
    /// The file whose text it is.
    public var path: String
    /// The digest of the file that the text began from; nil for a file that was not there.
    public var base: String?
    public var text: [UInt8]

    public init(path: String, base: String?, text: [UInt8]) {
        self.path = path
        self.base = base
        self.text = text
    }

    private static let magic = "slipway recovery 1"

    /// The content of the copy's file.
    public var bytes: [UInt8] {
        let header = [Self.magic, String(path.utf8.count), String(base?.utf8.count ?? -1), String(text.count)]
        return Array((header.joined(separator: " ") + "\n" + path + (base ?? "")).utf8) + text
    }

    /// Reads a copy's file; nil for anything else, a copy that was cut short included.
    public init?(bytes: [UInt8]) {
        guard let feed = bytes.prefix(200).firstIndex(of: 0x0A) else { return nil }
        let header = String(decoding: bytes[..<feed], as: UTF8.self)
        guard header.hasPrefix(Self.magic + " ") else { return nil }
        let sizes = header.dropFirst(Self.magic.count).split(separator: " ").compactMap { Int($0) }
        guard sizes.count == 3, sizes[0] >= 0, sizes[1] >= -1, sizes[2] >= 0 else { return nil }
        var rest = bytes[(feed + 1)...]
        guard sizes[0] <= rest.count else { return nil }
        path = String(decoding: rest.prefix(sizes[0]), as: UTF8.self)
        rest = rest.dropFirst(sizes[0])
        guard max(0, sizes[1]) <= rest.count else { return nil }
        base = sizes[1] < 0 ? nil : String(decoding: rest.prefix(sizes[1]), as: UTF8.self)
        rest = rest.dropFirst(max(0, sizes[1]))
        guard rest.count == sizes[2] else { return nil }
        text = Array(rest)
    }
}
