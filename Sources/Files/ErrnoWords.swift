internal import Glibc
public import SystemPackage

/// The meaning of the system's error numbers, for a learner.
public enum ErrnoWords {
    /// A clause without a full stop: `it is not there`, `the disk is full`.
    public static func reason(_ error: Errno) -> String { reason(error.rawValue) }

    /// The meaning of a number from `errno`.
    public static func reason(_ code: Int32) -> String {
        switch code {
        case ENOENT: "it is not there"
        case EACCES, EPERM: "permission denied"
        case ENOSPC: "the disk is full"
        case EDQUOT: "your disk quota is used up"
        case EROFS: "the file system is read-only"
        case ENOTDIR: "a part of its path is not a folder"
        case EISDIR: "it is a folder"
        case ELOOP: "its symbolic links go in a circle"
        case ENAMETOOLONG: "its name is too long"
        case EMFILE, ENFILE: "too many open files (raise the limit with `ulimit -n 1024`)"
        case EAGAIN:
            "no process or thread more is to be had (`ulimit -u`, or the limit of the control group): end some programs"
        case EFBIG: "it is larger than the limit on the size of files (lift it with `ulimit -f unlimited`)"
        default: String(cString: strerror(code))
        }
    }

    /// The meaning of this thread's last error.
    public static var last: String { reason(errno) }
}

extension Errno {
    /// The error of this thread's last system call.
    static var last: Errno { Errno(rawValue: errno) }
}
