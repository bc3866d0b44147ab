internal import CLinux
internal import Glibc
internal import ImageFormat
internal import Synchronization
internal import SystemPackage

/// How safely a file is written.
enum Durability {
    /// Flushed to the disk before it gets its name, and the name after that.
    case durable
    /// The file can be made again. It survives the death of the process, but maybe not a crash of the machine, so it is
    /// checked when it is read.
    case repeatable
}

/// Makes the names of temporary files unique within the process.
private let temporaryCount = Atomic<UInt64>(0)

extension Store {
    /// Writes a file under a temporary name and renames it over `name`: readers see the old content or the new.
    func replace(_ name: String, with content: [UInt8], _ durability: Durability) throws(StoreError) {
        let temporary = temporaryName()
        do throws(StoreError) {
            let file = try Handle(root, temporary, O_WRONLY | O_CREAT | O_EXCL)
            try file.write(content)
            if durability == .durable { try file.sync() }
            try land(temporary, as: name, durability)
        } catch {
            unlinkat(root, temporary, 0)
            throw error
        }
    }

    /// Gives a finished temporary file its name.
    func land(_ temporary: String, as name: String, _ durability: Durability) throws(StoreError) {
        if renameat(root, temporary, root, name) != 0 { throw .failed("rename", name) }
        guard durability == .durable else { return }
        let parent = name.lastIndex(of: "/").map { String(name[..<$0]) } ?? "."
        try Handle(root, parent, O_RDONLY | O_DIRECTORY).sync()
    }

    /// Flushes everything that was written into the store to the disk. The files of layers are not flushed one by one.
    func flush() throws(StoreError) {
        if slipway_sync_file_system(root) != 0 { throw .failed("flush", ".") }
    }

    /// A name below `tmp` that no other thread or process uses: the process's ID, the time and a count.
    func temporaryName() -> String {
        let count = temporaryCount.wrappingAdd(1, ordering: .relaxed).newValue
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return "tmp/\(getpid()).\(now.tv_sec).\(now.tv_nsec).\(count)"
    }

    /// The content of a file; nil where there is none.
    func contents(_ name: String, limit: Int) throws(StoreError) -> [UInt8]? {
        guard let file = try Handle.existing(root, name) else { return nil }
        return try file.readAll(limit: limit)
    }

    /// The names in a directory, without `.` and `..`, in order of their bytes.
    func names(in directory: String) throws(StoreError) -> [String] {
        let handle = try Handle(root, directory, O_RDONLY | O_DIRECTORY)
        let names = try FolderNames(of: handle.descriptor)
        return (0..<names.count).map { String(decoding: names.name(at: $0), as: UTF8.self) }
    }

    /// The names in a directory that may not be there yet.
    func optionalNames(in directory: String) throws(StoreError) -> [String] {
        guard faccessat(root, directory, F_OK, 0) == 0 else { return [] }
        return try names(in: directory)
    }

    /// Removes a file; it is not an error if there is none.
    func remove(_ name: String) throws(StoreError) {
        if unlinkat(root, name, 0) != 0, errno != ENOENT { throw .failed("remove", name) }
    }

    /// Takes the lock that orders all changes of `index.json`; it goes with the handle.
    func indexLock() throws(StoreError) -> Handle {
        let lock = try Handle(root, Layout.indexLock, O_RDWR | O_CREAT)
        try lock.lock(LOCK_EX)
        return lock
    }
}
