internal import Clocks
internal import CLinux
internal import Glibc
public import SystemPackage

/// The containers of a store: a folder each in `containers/`.
public struct ContainerList: Sendable {
    private let path: FilePath

    /// The containers of the store at that path; there may be none yet.
    public init(store: FilePath) { path = store.appending("containers") }

    /// All containers, the newest first.
    public func all() -> [ContainerFolder] {
        Directory.names(in: path.string).compactMap { ContainerFolder(at: path.appending($0)) }
            .sorted { $0.record.created > $1.record.created }
    }

    /// The container that a name, an ID or the beginning of an ID means.
    public func find(_ name: String) throws(RuntimeError) -> ContainerFolder {
        let folders = all()
        if let exact = folders.first(where: { $0.record.name == name || $0.record.id == name }) { return exact }
        let matches = name.isEmpty ? [] : folders.filter { $0.record.id.hasPrefix(name) }
        guard let match = matches.first else { throw .noSuchContainer(name) }
        guard matches.count == 1 else { throw .ambiguousContainer(name) }
        return match
    }

    /// Makes a container's folder and takes its lock; `nameTaken` where another has the name.
    public func create(_ record: ContainerRecord) throws(RuntimeError) -> OwnedContainer {
        // Others of the machine read neither a container's environment nor its log.
        try Scratch.makeDirectory(path, mode: 0o700)
        let gate = try OwnedContainer.lock(path.appending(".lock"))
        defer { close(gate) }
        if let other = all().first(where: { $0.record.name == record.name }) {
            throw .nameTaken(record.name, id: other.record.shortID)
        }
        let folder = ContainerFolder(path: path.appending(record.id), record: record)
        try Scratch.makeDirectory(folder.path, mode: 0o700)
        let lock = try OwnedContainer.lock(folder.path.appending("lock"))
        try folder.write(.created)
        try ContainerFolder.write(record.json, to: folder.path, as: "record.json")
        return OwnedContainer(folder: folder, lock: lock)
    }

    /// Removes the folder of a container that has ended.
    public func remove(_ folder: ContainerFolder) throws(RuntimeError) {
        guard !folder.hasOwner else { throw .stillRunning(folder.record.name) }
        if slipway_remove_tree(folder.path.string) != 0 { throw .failed("remove", folder.path.string) }
    }

    /// Removes the containers that were to be removed at their end and whose owner was killed before it could.
    ///
    /// - Returns: those that have ended without their owner's help, removed or not.
    @discardableResult
    public func sweep() -> [ContainerRecord] {
        all().filter { !$0.hasOwner }.compactMap { folder in
            let json = TextFile.read(folder.path.appending("state.json").string) ?? ""
            let isAbandoned = !json.contains("\"exited\"")
            if folder.record.isRemovedAtEnd {
                try? remove(folder)
            } else if isAbandoned {
                try? folder.write(.exited(status: 137, finished: Timestamp.now()))
            }
            return isAbandoned ? folder.record : nil
        }
    }
}

/// A container of this process.
public final class OwnedContainer {
    public let folder: ContainerFolder
    private let lock: Int32

    init(folder: ContainerFolder, lock: Int32) {
        self.folder = folder
        self.lock = lock
    }

    static func lock(_ path: FilePath) throws(RuntimeError) -> Int32 {
        let file = open(path.string, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .failed("open", path.string) }
        while flock(file, LOCK_EX) != 0 {
            guard errno == EINTR else {
                close(file)
                throw .failed("lock", path.string)
            }
        }
        return file
    }

    /// Writes what became of the container, or removes its folder where that was asked for.
    func end(status: Int32) {
        try? folder.write(.exited(status: status, finished: Timestamp.now()))
        if folder.record.isRemovedAtEnd { slipway_remove_tree(folder.path.string) }
    }

    deinit { close(lock) }
}
