internal import BuildPlan
internal import Glibc
internal import ImageFormat
internal import ImageStore
internal import SystemPackage

/// The folder of `--mount=type=cache`: it outlives the build, and is in no image.
struct CacheFolder {
    private let path: String

    /// The name is a digest, so that no ID leads out of the store.
    init(id: String, in store: Store) {
        path = store.path.appending("cache-mounts").string + "/" + Digest(of: Array(id.utf8)).short
    }

    /// The folder that a step gets, and the lock that it holds on it: `locked` waits for the only one, `private` takes
    /// the first that nobody has.
    func choose(sharing: String) throws(StepError) -> (path: String, lock: Int32?) {
        mkdir(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]), 0o700)
        switch sharing {
        case "locked": return (path, try lock(path, waits: true))
        case "private":
            for number in 0..<1000 {
                let own = number == 0 ? path : "\(path)-\(number)"
                if let lock = try lock(own, waits: false) { return (own, lock) }
            }
            throw .refused(message: "A thousand steps use this cache already.", advice: nil)
        default: return (path, nil)
        }
    }

    private func lock(_ path: String, waits: Bool) throws(StepError) -> Int32? {
        let descriptor = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .write(.system(path: path, errno)) }
        while flock(descriptor, waits ? LOCK_EX : LOCK_EX | LOCK_NB) != 0 {
            if errno == EINTR { continue }
            close(descriptor)
            return nil
        }
        return descriptor
    }

    /// Makes a folder that is not there yet; it gets its name once it is whole.
    func make(
        _ path: String, mode: UInt32, owner: Owner, fill: (_ place: String) throws(StepError) -> Void
    ) throws(StepError) {
        guard access(path, F_OK) != 0 else { return }
        let place = "\(path).\(getpid())"
        TemporaryFolder.remove(place)
        guard mkdir(place, 0o700) == 0 else { throw .write(.system(path: path, errno)) }
        do throws(StepError) {
            try fill(place)
            guard chown(place, owner.uid, owner.gid) == 0, chmod(place, mode) == 0 else {
                throw StepError.write(.system(path: path, errno))
            }
        } catch {
            TemporaryFolder.remove(place)
            throw error
        }
        guard rename(place, path) != 0 else { return }
        let error = errno
        TemporaryFolder.remove(place)
        // Another build was faster: its folder serves as well.
        guard error == EEXIST || error == ENOTEMPTY else { throw .write(.system(path: path, error)) }
    }
}
