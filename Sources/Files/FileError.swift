public import SystemPackage

/// Why a file cannot be read or written. Paths are as the caller gave them.
public enum FileError: Error, Equatable, Sendable {
    /// What is there is not a regular file: reading it could wait for ever, or never end.
    case notAFile(path: String, FileKind)
    /// It holds more than the caller takes.
    /// - Parameter limit: in bytes.
    case tooLarge(path: String, limit: Int)
    /// It has data only now and then, as some files of `/proc` do; nothing waits for it.
    case gaveNothing(path: String)
    /// Its mode lets nobody write it.
    case readOnly(path: String)
    /// The system refused; `operation` is what was tried.
    case system(path: String, Operation, Errno)

    /// The call that was tried.
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
