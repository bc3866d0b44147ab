internal import Glibc
internal import SystemPackage

/// A lock on a file that only one process can hold at a time. It is released when the value goes or the process ends,
/// however that happens.
public struct FileLock: ~Copyable {
    private let descriptor: Int32

    /// Waits until nobody else holds the lock. The file is made empty where it is missing, and is never removed.
    public init(at path: String) throws(FileError) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .system(path: path, .write, .last) }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else {
                let error = Errno.last
                close(descriptor)
                throw .system(path: path, .write, error)
            }
        }
    }

    deinit { close(descriptor) }
}
