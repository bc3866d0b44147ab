internal import Glibc

/// Lets one process at a time assemble images.
struct AssemblyLock {
    private let descriptor: Int32

    init(_ path: String, waiting: (String) -> Void) throws(StepError) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .write(.system(path: path, errno)) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) != 0 else { return }
        waiting("waiting for another build that assembles it")
        while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
    }

    func release() { close(descriptor) }
}
