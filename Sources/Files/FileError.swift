public import SystemPackage

/// Why a file cannot be read or written. Paths are as the caller gave them.
public enum FileError: Error, Equatable, Sendable {
    /// The path is not that of a regular file, so reading it could block for ever or never end.
    case notAFile(path: String, FileKind)
    /// The file has more bytes than the caller accepts.
    /// - Parameter limit: in bytes.
    case tooLarge(path: String, limit: Int)
    /// The file has no data at present, like some files of `/proc`; reading does not wait for it.
    case gaveNothing(path: String)
    /// The mode of the file does not allow anybody to write it.
    case readOnly(path: String)
    /// A system call failed; the operation says which.
    case system(path: String, Operation, Errno)

    /// What was tried.
    public enum Operation: Equatable, Sendable {
        case read, write, list, makeFolder
    }

    /// The path that the error is about.
    public var path: String {
        switch self {
        case .notAFile(let path, _), .tooLarge(let path, _), .gaveNothing(let path), .readOnly(let path),
            .system(let path, _, _):
            path
        }
    }
}
