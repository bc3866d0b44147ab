/// What a file of an image is in one of its layers, or in all of them.
public struct FileVersion: Equatable, Sendable {
    /// The permission bits.
    public var mode: UInt32
    /// `uid:gid` as the image has them; nil where this machine cannot say.
    public var owner: String?
    public var size: Int64
    public var content: Content

    public init(mode: UInt32, owner: String?, size: Int64, content: Content) {
        self.mode = mode
        self.owner = owner
        self.size = size
        self.content = content
    }

    /// What is in it.
    public enum Content: Equatable, Sendable {
        /// Its lines; how many bytes of it were not read.
        case text([String], omitted: Int64)
        /// The first bytes of what is not text.
        case binary([UInt8])
        case link(to: String)
        case folder
        /// A device, a socket, a pipe.
        case special
        case unreadable(String)
    }

    /// Bytes that are read of a file at most.
    public static let byteLimit = 512 * 1024
}

extension FileVersion.Content {
    /// The beginning of a regular file: its text, or its bytes where it is not text.
    ///
    /// - Parameter size: of the whole file, in bytes.
    public init(_ bytes: [UInt8], size: Int64) {
        let isWhole = Int64(bytes.count) >= size
        // A character may be cut at the end of what was read.
        let end = isWhole ? bytes.count : bytes.count - min(bytes.count, Self.cutBytes(bytes))
        let text = String(validating: bytes[..<end], as: UTF8.self)
        guard let text, !bytes.contains(0) else {
            self = .binary(Array(bytes.prefix(1024)))
            return
        }
        var lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.map(String.init)
        if lines.last == "" { lines.removeLast() }
        self = .text(lines, omitted: max(0, size - Int64(end)))
    }

    /// How many bytes at the end begin a character that is not whole.
    private static func cutBytes(_ bytes: [UInt8]) -> Int {
        for back in 1...3 where back <= bytes.count {
            let byte = bytes[bytes.count - back]
            if byte & 0xC0 == 0x80 { continue }
            let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
            return length > back ? back : 0
        }
        return 0
    }
}
