public import ImageFormat

/// A file that a step declares as an input: everything about it that counts, and nothing else (never its time).
public struct FileInput: Equatable, Sendable {
    public enum Kind: UInt8, Sendable {
        case file = 0x66
        case directory = 0x64
        case link = 0x6c
        case pipe = 0x70

        /// The text for a learner.
        var words: String {
            switch self {
            case .file: "file"
            case .directory: "folder"
            case .link: "symbolic link"
            case .pipe: "named pipe"
            }
        }
    }

    /// Where it comes from: inside the build context or the other stage, without a leading `/`.
    public var path: String
    public var kind: Kind
    /// Permission bits, set-user-ID and sticky bits among them.
    public var mode: UInt32
    public var uid: UInt32
    public var gid: UInt32
    /// Bytes; 0 for all but files.
    public var size: Int64
    /// Of a file.
    public var content: Digest?
    /// Of a link; empty for all others.
    public var target: String
    /// Names and values of the extended attributes; nil where there are none.
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
    /// One entry of a list of inputs, without an end mark: the path and the target come last, a NUL between them.
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
