internal import Glibc
internal import ImageFormat
internal import ImageStore
public import Surroundings
internal import SystemPackage

/// Keeps two labs from writing the same files without a word: the first lab of a workspace holds a lock to its end.
public enum LabLock {
    /// What came of asking for the lock.
    public enum Outcome {
        case held
        /// The process that has the lock, where it is known.
        case taken(by: Int32?)
    }

    /// Takes the lock for as long as this process lives. A store that cannot be written has no locks, and asks nothing.
    public static func take(of place: Workplace) -> Outcome {
        // The store makes its own folder first: it does not move into one that holds other files.
        guard (try? Store.open(at: FilePath(place.home))) != nil else { return .held }
        let folder = place.home + "/labs"
        guard mkdir(place.home, 0o700) == 0 || errno == EEXIST, mkdir(folder, 0o700) == 0 || errno == EEXIST else {
            return .held
        }
        let name = Digest(of: place.workspace.utf8).hex
        let file = open("\(folder)/\(name)", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { return .held }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            defer { close(file) }
            return errno == EWOULDBLOCK ? .taken(by: owner(file)) : .held
        }
        // The descriptor stays open: the kernel gives the lock back with this process, however that ends.
        let words = Array("\(getpid())\n".utf8)
        if ftruncate(file, 0) == 0 { _ = pwrite(file, words, words.count, 0) }
        return .held
    }

    private static func owner(_ file: Int32) -> Int32? {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = pread(file, &bytes, bytes.count, 0)
        return Int32(String(decoding: bytes.prefix(max(0, count)).prefix { $0 != 0x0A }, as: UTF8.self))
    }
}
