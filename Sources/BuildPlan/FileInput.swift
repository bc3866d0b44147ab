/// A file that a step declares as an input: everything about it that counts, and nothing else (never its time).
public struct FileInput: Equatable, Sendable {
    public enum Kind: String, Sendable {
        case file, directory, link

        /// What a learner reads.
        var words: String {
            switch self {
            case .file: "file"
            case .directory: "folder"
            case .link: "symbolic link"
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
    /// A file's content as a digest, a link's target, nothing for a folder.
    public var content: String
    /// Names and values of the extended attributes as a digest; empty where there are none.
    public var attributes: String

    public init(
        path: String, kind: Kind, mode: UInt32, uid: UInt32 = 0, gid: UInt32 = 0, size: Int64 = 0, content: String = "",
        attributes: String = ""
    ) {
        self.path = path
        self.kind = kind
        self.mode = mode
        self.uid = uid
        self.gid = gid
        self.size = size
        self.content = content
        self.attributes = attributes
    }
}

extension FileInput {
    /// One line of a list of inputs, and part of a cache key: the path comes last and may hold anything but NUL.
    public var line: String {
        let bits = String(mode, radix: 8)
        let target = kind == .link ? "" : content
        let rest = kind == .link ? path + "\0" + content : path
        return "\(kind.rawValue.prefix(1)) \(bits) \(uid) \(gid) \(size) \(target) \(attributes) \(rest)"
    }

    /// Reads what `line` wrote; nil for anything else.
    public init?(line: Substring) {
        let fields = line.split(separator: " ", maxSplits: 7, omittingEmptySubsequences: false)
        guard fields.count == 8, let kind = Self.kinds[fields[0]], let mode = UInt32(fields[1], radix: 8),
            let uid = UInt32(fields[2]), let gid = UInt32(fields[3]), let size = Int64(fields[4])
        else { return nil }
        let names = fields[7].split(separator: "\0", maxSplits: 1, omittingEmptySubsequences: false)
        let content = kind == .link ? names.dropFirst().first ?? "" : fields[5]
        self.init(
            path: String(names.first ?? ""), kind: kind, mode: mode, uid: uid, gid: gid, size: size,
            content: String(content), attributes: String(fields[6]))
    }

    private static let kinds: [Substring: Kind] = ["f": .file, "d": .directory, "l": .link]
}
