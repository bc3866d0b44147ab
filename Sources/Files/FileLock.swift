internal import Glibc
internal import SystemPackage

/// A file that one process holds at a time, for as long as the value lives; a process that ends, however, lets it go.
public struct FileLock: ~Copyable {
    private let descriptor: Int32

    /// Waits until nobody else holds it. The file is made where it is missing, and stays; it is empty.
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
