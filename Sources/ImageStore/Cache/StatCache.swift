internal import Glibc
public import ImageFormat
internal import Synchronization

/// Digests of files by their `stat`, so that an unchanged build context is not read. Safe to use from several threads.
///
/// An entry is kept only if the file's times are older than the moment before it was opened: then any later change gives
/// it another change time. On a network file system whose server's clock is behind, a change within that difference goes
/// unseen.
public final class StatCache: Sendable {
    private let store: Store
    private let mapped: MappedFile?
    private let recorded = Mutex<[FileIdentity: Digest]>([:])
    static let fileName = "stat-cache"

    init(store: Store) {
        self.store = store
        mapped = MappedFile(store.root, Self.fileName)
    }

    /// The moment before a file is opened to be hashed, in nanoseconds since 1970, by the clock that dates files.
    public static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME_COARSE, &time)
        return FileIdentity.nanoseconds(time)
    }

    /// The digest of the file's content; nil where it must be read.
    public func digest(of file: FileIdentity) -> Digest? {
        mapped.flatMap { StatTable($0.bytes)?.digest(of: file) }
            ?? recorded.withLock { $0[file] }
    }

    /// Notes a digest. `file` is from `fstat` after reading, `startedAt` from `now()` before opening; where the file may
    /// change once more without being given another time, nothing is noted.
    public func record(_ digest: Digest, of file: FileIdentity, startedAt: Int64) {
        guard file.changed < startedAt, file.modified < startedAt, file.inode != 0 else { return }
        recorded.withLock { $0[file] = digest }
    }

    /// Writes what was recorded, beside what other processes wrote meanwhile; does nothing where nothing was recorded.
    public func save() throws(StoreError) {
        let new = recorded.withLock { $0 }
        guard !new.isEmpty else { return }
        let lock = try Handle(store.root, "stat-cache.lock", O_RDWR | O_CREAT)
        try lock.lock(LOCK_EX)
        let replaced = Set(new.keys.map(Inode.init))
        var entries = new
        if let current = MappedFile(store.root, Self.fileName), let table = StatTable(current.bytes) {
            table.forEach { file, digest in
                if entries.count < StatTable.mostEntries, !replaced.contains(Inode(file)) { entries[file] = digest }
            }
        }
        try store.replace(Self.fileName, with: StatTable.encoded(entries), .repeatable)
    }

    private struct Inode: Hashable {
        let device: UInt64
        let inode: UInt64

        init(_ file: FileIdentity) {
            device = file.device
            inode = file.inode
        }
    }
}

extension Store {
    /// The stat cache of this store, as it is on disk now.
    public func statCache() -> StatCache { StatCache(store: self) }
}

/// A file that is mapped into memory, and never changes: it is replaced by rename.
final class MappedFile: Sendable {
    /// The mapping is read-only and lives as long as the value.
    nonisolated(unsafe) let bytes: UnsafeRawBufferPointer

    /// Nil where there is no such file, or nothing in it.
    init?(_ directory: Int32, _ name: String) {
        guard let file = try? Handle.existing(directory, name), let size = try? Int(file.status.st_size), size > 0,
            let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, file.descriptor, 0), start != MAP_FAILED
        else { return nil }
        bytes = UnsafeRawBufferPointer(start: start, count: size)
    }

    deinit { munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count) }
}
