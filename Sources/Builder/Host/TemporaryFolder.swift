internal import Glibc
internal import ImageStore

/// A folder of the store for the time of one task.
///
/// The process holds a lock on it, so that another one knows what a killed process left, and takes that away.
struct TemporaryFolder {
    let path: String
    private let lock: Int32

    init(in parent: String) throws(StepError) {
        Self.collect(in: parent)
        for _ in 0..<100 {
            var template = Array((parent + "/tmp-XXXXXX").utf8CString)
            guard mkdtemp(&template) != nil else { throw .write(.system(path: parent, errno)) }
            let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
            // A collector that saw it before it had its lock may have taken it: then it is made once more.
            guard let lock = Self.lock(path) else { continue }
            (self.path, self.lock) = (path, lock)
            return
        }
        throw .write(.system(path: parent, EBUSY))
    }

    /// Removes the folder and what is in it; links are not followed.
    func remove() {
        Self.remove(path)
        close(lock)
    }

    /// Takes away what processes left that are gone.
    private static func collect(in parent: String) {
        guard let stream = opendir(parent) else { return }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name.hasPrefix("tmp-"), name.utf8.count == 10, let lock = lock(parent + "/" + name) else { continue }
            remove(parent + "/" + name)
            close(lock)
        }
    }

    /// Nil where another process holds the folder, or where it is no longer there.
    private static func lock(_ path: String) -> Int32? {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard folder >= 0 else { return nil }
        var status = stat()
        if flock(folder, LOCK_EX | LOCK_NB) == 0, fstat(folder, &status) == 0, status.st_nlink > 0 { return folder }
        close(folder)
        return nil
    }

    /// What cannot be removed stays for the next prune.
    static func remove(_ path: String) { try? TreeRemoval.remove(CPath(path.utf8), from: AT_FDCWD) }
}
