import Builder
import BuildJournal
import Glibc
import ImageStore
import SystemPackage

/// What tells one state of the learner's store from another: its index of images and its last build.
struct StoreStamp: Equatable {
    private var index: Mark?
    private var build: Mark?
    private var buildPath: String?

    private struct Mark: Equatable {
        var size: Int
        var seconds: Int
        var nanoseconds: Int
        var inode: UInt
    }

    init() {
        guard let path = StoreLocation.path(), let store = try? Store.open(at: path) else { return }
        index = Self.mark(path.appending("index.json").string)
        buildPath = store.journal.builds().first.map(store.journal.stepsPath)
        build = buildPath.flatMap(Self.mark)
    }

    private static func mark(_ path: String) -> Mark? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return Mark(
            size: Int(status.st_size), seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec,
            inode: UInt(status.st_ino))
    }
}
