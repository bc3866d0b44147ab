public import ImageFormat

/// A file that a step declares as an input, with the properties that belong to the cache key. Its times do not.
public struct FileInput: Equatable, Sendable {
    /// The type of the file. The raw value is a part of cache keys, so it must never change.
    public enum Kind: UInt8, Sendable {
        case file = 0x66
        case directory = 0x64
        case link = 0x6c
        case pipe = 0x70

        /// The type in words for a learner.
        var words: String {
            switch self {
            case .file: "file"
            case .directory: "folder"
            case .link: "symbolic link"
            case .pipe: "named pipe"
            }
        }
    }

    /// The path inside the build context or the other stage, without a leading `/`.
    public var path: String
    public var kind: Kind
    /// The permission bits, with the set-user-ID, set-group-ID and sticky bits.
    public var mode: UInt32
    public var uid: UInt32
    public var gid: UInt32
    /// The size in bytes; 0 for everything but regular files.
    public var size: Int64
    /// The digest of a regular file's content; nil for everything else.
    public var content: Digest?
    /// The target of a symbolic link; empty for everything else.
    public var target: String
    /// The digest of the names and values of the extended attributes; nil where the file has none.
    public var attributes: Digest?

    public init(
        path: String, kind: Kind, mode: UInt32, uid: UInt32 = 0, gid: UInt32 = 0, size: Int64 = 0,
        content: Digest? = nil, target: String = "", attributes: Digest? = nil
    ) {
        self.path = path
        self.kind = kind
        self.mode = mode
        self.uid = uid
        self.gid = gid
        self.size = size
        self.content = content
        self.target = target
        self.attributes = attributes
    }
}

extension FileInput {
    /// The file as one entry of a list of inputs, without an end mark. The path and the target come last, with a NUL
    /// between them, because they may contain any other character.
    public var line: String {
        let bits = String(mode, radix: 8)
        let digests = "\(content?.hex ?? "") \(attributes?.hex ?? "")"
        return "\(Unicode.Scalar(kind.rawValue)) \(bits) \(uid) \(gid) \(size) \(digests) \(path)\0\(target)"
    }

    /// Reads what `line` wrote; nil for anything else.
    public init?(line: Substring) {
        let fields = line.split(separator: " ", maxSplits: 7, omittingEmptySubsequences: false)
        guard fields.count == 8, let letter = fields[0].utf8.first, fields[0].utf8.count == 1,
            let kind = Kind(rawValue: letter), let mode = UInt32(fields[1], radix: 8),
            let uid = UInt32(fields[2]), let gid = UInt32(fields[3]), let size = Int64(fields[4])
        else { return nil }
        let names = fields[7].split(separator: "\0", maxSplits: 1, omittingEmptySubsequences: false)
        guard names.count == 2 else { return nil }
        self.init(
            path: String(names[0]), kind: kind, mode: mode, uid: uid, gid: gid, size: size,
            content: Digest(hex: fields[5]), target: String(names[1]), attributes: Digest(hex: fields[6]))
    }
}
