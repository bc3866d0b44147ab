internal import CLinux
internal import Glibc
internal import ImageFormat
internal import Synchronization

/// The image list as it was last read, so that a command that asks several times parses it once.
final class ImageListCache: Sendable {
    private let last = Mutex<(file: FileIdentity, list: ImageList)?>(nil)

    func list(of file: FileIdentity) -> ImageList? {
        last.withLock { last in last.flatMap { $0.file == file ? $0.list : nil } }
    }

    func keep(_ list: ImageList, of file: FileIdentity) { last.withLock { $0 = (file: file, list: list) } }
}

extension Store {
    /// Bytes of the index at most, for the writer as for the reader: room for more than 100,000 of the longest names.
    static let indexLimit = 128 << 20

    /// The list of images; a damaged one is rebuilt first.
    func imageList() throws(StoreError) -> ImageList {
        if let list = try readImageList() { return list }
        let lock = try indexLock()
        let list = try listUnderLock()
        _ = consume lock
        return list
    }

    /// Changes the list under its lock; nothing is written where nothing changes.
    func changeImageList(_ change: (inout ImageList) throws(StoreError) -> Void) throws(StoreError) {
        let lock = try indexLock()
        let old = try listUnderLock()
        var new = old
        try change(&new)
        if new != old { try write(new) }
        _ = consume lock
    }

    private func listUnderLock() throws(StoreError) -> ImageList {
        if let list = try readImageList() { return list }
        return try rebuildImageList()
    }

    /// Nil where the index is not there or cannot be understood.
    private func readImageList() throws(StoreError) -> ImageList? {
        guard let file = try Handle.existing(root, Layout.index) else { return nil }
        let identity = FileIdentity(try file.status)
        if let list = listCache.list(of: identity) { return list }
        let bytes = try file.readAll(limit: Self.indexLimit)
        guard let index = try? Index(parsing: bytes, limits: JSONLimits(bytes: Self.indexLimit)) else { return nil }
        let list = ImageList(index)
        listCache.keep(list, of: identity)
        return list
    }

    /// Writes the list under its lock; on a full disk over what was kept of the one before the last change.
    func write(_ list: ImageList) throws(StoreError) {
        let bytes = list.index.encoded()
        guard bytes.count <= Self.indexLimit else { throw .tooManyNames(limit: Self.indexLimit) }
        let previous = PreviousIndex(store: self)
        do throws(StoreError) {
            try previous.replaceIndex(with: bytes)
        } catch {
            guard error.isFullDisk else { throw error }
            try writeOnFullDisk(bytes, previous, error)
        }
        if let file = try Handle.existing(root, Layout.index) {
            listCache.keep(list, of: FileIdentity(try file.status))
        }
    }

    /// Writes the index without a free byte or inode, provided that it is not larger than the previous ones.
    private func writeOnFullDisk(
        _ bytes: [UInt8], _ previous: PreviousIndex, _ error: StoreError
    ) throws(StoreError) {
        if try previous.overwrite(with: bytes) { return }
        // The stat cache is removed to gain space, because it can be made again by reading the build contexts.
        guard unlinkat(root, StatCache.fileName, 0) == 0 else { throw error }
        try previous.replaceIndex(with: bytes)
    }
}

/// The file `index.previous`: the index as it was before the last change. It helps to rebuild a damaged index, and
/// its space takes the new one where the disk has no other.
struct PreviousIndex {
    let store: Store
    static let fileName = "index.previous"
    /// Names of files in the making. They are not below `tmp`, which a prune empties: who holds the index's lock need not
    /// be one that keeps prunes away, and is the only one to use them.
    static let newName = "index.new"
    static let linkName = "index.link"
    /// The bytes that are reserved in addition to the size of the index, because names differ in length.
    private static let slack = 4096

    /// Lets new content take the index's place, and keeps the old beside it.
    func replaceIndex(with bytes: [UInt8]) throws(StoreError) {
        do throws(StoreError) {
            let file = try Handle(store.root, Self.newName, O_WRONLY | O_CREAT | O_TRUNC)
            try file.write(bytes)
            try file.sync()
            keepCurrent()
            try store.land(Self.newName, as: Layout.index, .durable)
            reserve(bytes.count + Self.slack)
        } catch {
            unlinkat(store.root, Self.newName, 0)
            throw error
        }
    }

    /// Writes new content into the space of the previous index and exchanges the two. False where there is no such space.
    func overwrite(with bytes: [UInt8]) throws(StoreError) -> Bool {
        guard let file = try Handle.existing(store.root, Self.fileName, O_WRONLY) else { return false }
        let status = try file.status
        // A process that was killed between two renames leaves one file with both names.
        guard status.st_nlink == 1, Int(status.st_blocks) * 512 >= bytes.count else { return false }
        do throws(StoreError) {
            try file.write(bytes)
        } catch {
            if error.isFullDisk { return false }
            throw error
        }
        guard ftruncate(file.descriptor, off_t(bytes.count)) == 0 else { throw .failed("shorten", Self.fileName) }
        try file.sync()
        if slipway_exchange(store.root, Self.fileName, Layout.index) == 0 {
            try Handle(store.root, ".", O_RDONLY | O_DIRECTORY).sync()
        } else {
            try store.land(Self.fileName, as: Layout.index, .durable)
        }
        return true
    }

    /// A second name for the index, in place of the one before. Not having it is not a reason to fail.
    private func keepCurrent() {
        unlinkat(store.root, Self.linkName, 0)
        guard linkat(store.root, Layout.index, store.root, Self.linkName, 0) == 0 else { return }
        _ = renameat(store.root, Self.linkName, store.root, Self.fileName)
        // A rename to another name of the same file does nothing.
        unlinkat(store.root, Self.linkName, 0)
    }

    /// Reserves space after the content. A failure is ignored: the next change tries again.
    private func reserve(_ bytes: Int) {
        let file = openat(store.root, Self.fileName, O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        slipway_reserve(file, Int64(bytes))
        close(file)
    }
}
