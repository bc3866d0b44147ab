internal import BuildJournal
internal import Glibc

/// What tells one state of the learner's store from another: its index of images and its last build.
public struct StoreStamp: Equatable {
    private var index: Mark?
    private var build: Mark?
    private var buildPath: String?

    private struct Mark: Equatable {
        var size: Int
        var seconds: Int
        var nanoseconds: Int
        var inode: UInt
    }

    /// - Parameter home: the store's path. A store that is not there has no marks.
    public init(of home: String) {
        let journal = JournalFolder(ofStoreAt: home)
        index = Self.mark(home + "/index.json")
        buildPath = journal.builds().first.map(journal.stepsPath)
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
