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

    /// The container whose network another shares, by the ID that is noted there.
    public func sharingNetwork(_ id: String) throws(RuntimeError) -> ContainerFolder {
        do throws(RuntimeError) { return try find(id) } catch {
            throw error == .noSuchContainer(id) ? .sharedNetworkGone(id) : error
        }
    }

    /// Makes a container's folder and takes its lock; `nameTaken` where another has the name.
    ///
    /// - Parameter isStarting: whether this process starts it at once; nobody else will, should this process be killed.
    public func create(_ record: ContainerRecord, isStarting: Bool = true) throws(RuntimeError) -> OwnedContainer {
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
        try folder.write(isStarting ? .starting : .created)
        try ContainerFolder.write(record.json, to: folder.path, as: "record.json")
        folder.tell("create")
        return OwnedContainer(folder: folder, lock: lock)
    }

    /// Becomes the owner of a container that nobody runs; `stillRunning` where somebody does.
    public func own(_ folder: ContainerFolder) throws(RuntimeError) -> OwnedContainer {
        let file = open(folder.path.appending("lock").string, O_RDWR | O_CLOEXEC)
        guard file >= 0 else { throw .noSuchContainer(folder.record.name) }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            close(file)
            throw .stillRunning(folder.record.name)
        }
        return OwnedContainer(folder: folder, lock: file)
    }

    /// Gives a container another name; `nameTaken` where another has it.
    public func rename(_ folder: ContainerFolder, to name: String) throws(RuntimeError) {
        try update(
            folder,
            unless: { all in
                all.first { $0.record.name == name }.map { .nameTaken(name, id: $0.record.shortID) }
            }
        ) { $0.name = name }
        (try? find(folder.record.id))?.tell("rename", ["oldName": "/" + folder.record.name])
    }

    /// Changes what is written down of a container; its owner looks at it when the container has ended.
    public func update(
        _ folder: ContainerFolder, unless refusal: ([ContainerFolder]) -> RuntimeError? = { _ in nil },
        _ change: (inout ContainerRecord) -> Void
    ) throws(RuntimeError) {
        let gate = try OwnedContainer.lock(path.appending(".lock"))
        defer { close(gate) }
        let folders = all()
        if let error = refusal(folders) { throw error }
        guard var record = folders.first(where: { $0.record.id == folder.record.id })?.record else {
            throw .noSuchContainer(folder.record.name)
        }
        change(&record)
        try ContainerFolder.write(record.json, to: folder.path, as: "record.json")
    }

    /// Removes the folder of a container that has ended.
    public func remove(_ folder: ContainerFolder) throws(RuntimeError) {
        guard !folder.hasOwner else { throw .stillRunning(folder.record.name) }
        if slipway_remove_tree(folder.path.string) != 0 { throw .failed("remove", folder.path.string) }
        folder.tell("destroy")
    }

    /// The containers that a restart policy starts again after the machine has: once after each start of it. To be asked
    /// before `sweep`, which writes down that they have ended.
    ///
    /// - Parameter boot: which start of the machine this is.
    public func dueAfterBoot(_ boot: String? = Self.boot) -> [ContainerFolder] {
        let mark = path.appending(".boot").string
        guard let boot, access(path.string, F_OK) == 0, TextFile.read(mark) != boot,
            let gate = try? OwnedContainer.lock(path.appending(".lock"))
        else { return [] }
        defer { close(gate) }
        let before = TextFile.read(mark)
        try? TextFile.write(mark, Array(boot.utf8), mode: 0o600)
        guard let before, before != boot else { return [] }
        return all().filter { !$0.hasOwner && $0.isDueAfterBoot }
    }

    /// The kernel's name for the time since it was started; nil where it does not say.
    public static var boot: String? {
        TextFile.read("/proc/sys/kernel/random/boot_id").map { String($0.prefix { !$0.isWhitespace }) }
    }

    /// Removes the containers that were to be removed at their end and whose owner was killed before it could, and writes
    /// down of the others that they have ended.
    ///
    /// - Returns: those that are gone.
    @discardableResult
    public func sweep() -> [ContainerRecord] {
        all().filter { !$0.hasOwner }.compactMap { folder in
            switch folder.writtenState {
            case .created: return nil
            case .exited where !folder.record.isRemovedAtEnd: return nil
            case .starting, .running, .restarting, .exited:
                if !folder.writtenState.hasEnded { folder.tellEnd(status: 137) }
                if folder.record.isRemovedAtEnd { return (try? remove(folder)).map { folder.record } }
                try? folder.write(.exited(status: 137, finished: Timestamp.now()))
                return nil
            }
        }
    }
}

/// A container of this process.
public final class OwnedContainer {
    public private(set) var folder: ContainerFolder
    /// Whether `end` was called.
    public private(set) var hasEnded = false
    private let lock: Int32

    init(folder: ContainerFolder, lock: Int32) {
        self.folder = folder
        self.lock = lock
    }

    /// Writes down what has become known of the container.
    public func update(_ record: ContainerRecord) throws(RuntimeError) {
        folder = ContainerFolder(path: folder.path, record: record)
        try ContainerFolder.write(record.json, to: folder.path, as: "record.json")
    }

    /// Notes that the container is about to be started.
    public func begin() throws(RuntimeError) {
        folder.forgetStop()
        try folder.write(.starting)
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
    public func end(status: Int32) {
        hasEnded = true
        folder.tellEnd(status: status)
        try? folder.write(.exited(status: status, finished: Timestamp.now()))
        guard folder.record.isRemovedAtEnd else { return }
        slipway_remove_tree(folder.path.string)
        folder.tell("destroy")
    }

    deinit { close(lock) }
}
