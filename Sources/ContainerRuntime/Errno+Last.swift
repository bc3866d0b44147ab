internal import Glibc
internal import SystemPackage

extension Errno {
    /// The error of the last system call of this thread.
    static var last: Errno { Errno(rawValue: errno) }
}
