public import Glibc

/// The kind of file at a path.
public enum FileKind: Equatable, Sendable {
    case regular
    case folder
    case link
    case fifo
    case socket
    case characterDevice
    case blockDevice
    /// A type that this kernel has and we do not know.
    case unknown

    /// The kind that `stat` tells.
    /// - Parameter mode: `st_mode`, type bits included.
    public init(mode: mode_t) {
        switch mode & S_IFMT {
        case S_IFREG: self = .regular
        case S_IFDIR: self = .folder
        case S_IFLNK: self = .link
        case S_IFIFO: self = .fifo
        case S_IFSOCK: self = .socket
        case S_IFCHR: self = .characterDevice
        case S_IFBLK: self = .blockDevice
        default: self = .unknown
        }
    }

    /// The kind as a learner reads it, with its article: `a named pipe (FIFO)`.
    public var words: String {
        switch self {
        case .regular: "a file"
        case .folder: "a folder"
        case .link: "a symbolic link"
        case .fifo: "a named pipe (FIFO)"
        case .socket: "a socket"
        case .characterDevice, .blockDevice: "a device"
        case .unknown: "something that is not a file"
        }
    }
}
