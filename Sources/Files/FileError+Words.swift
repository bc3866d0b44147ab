extension FileError: CustomStringConvertible {
    /// The reason alone, for a sentence that already names the file: `it is a named pipe (FIFO), not a file`.
    public var reason: String {
        switch self {
        case .notAFile(_, let kind): "it is \(kind.words), not a file"
        case .tooLarge(_, let limit): "it is larger than \(Self.size(limit))"
        case .gaveNothing: "it has no data to give; replace it with an ordinary file"
        case .readOnly: "it is read-only; chmod u+w lets you write it"
        case .system(_, _, let error): ErrnoWords.reason(error)
        }
    }

    /// The sentence, without a full stop: "`Dockerfile` cannot be read: it is a folder, not a file".
    public var description: String { "`\(path)` cannot be \(participle): \(reason)" }

    private var participle: String {
        switch self {
        case .notAFile, .tooLarge, .gaveNothing, .system(_, .read, _): "read"
        case .readOnly, .system(_, .write, _): "written"
        case .system(_, .list, _): "listed"
        case .system(_, .makeFolder, _): "made"
        }
    }

    private static func size(_ bytes: Int) -> String {
        if bytes >= 1 << 20, bytes % (1 << 20) == 0 { return "\(bytes >> 20) MiB" }
        if bytes >= 1 << 10, bytes % (1 << 10) == 0 { return "\(bytes >> 10) KiB" }
        return "\(bytes) bytes"
    }
}
