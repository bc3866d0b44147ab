internal import Clocks
public import ContainerRuntime
internal import Glibc
public import ImageFormat
public import ImageStore
internal import SystemPackage

/// An image of a container as it is: its image's layers, and what it has written as one more.
public struct ContainerImage {
    private let author: String?
    private let message: String?

    /// - Parameters:
    ///   - author: who made it; the base image's otherwise.
    ///   - message: what is said of it in its history.
    public init(author: String?, message: String?) {
        self.author = author
        self.message = message
    }

    /// Makes the image, with a name where one is given. For a process that owns the container's files.
    public func make(of folder: ContainerFolder, in store: Store, called reference: Reference?) throws -> Digest {
        let use = try store.beginUse()
        let base = try store.resolve(folder.record.imageID)
        let layer = try Self.layer(of: folder, in: store)
        var config = base.config
        config.created = Timestamp.now()
        config.author = author ?? config.author
        config.config = folder.record.settings.config
        config.history.append(
            HistoryEntry(
                created: config.created, createdBy: folder.record.command.joined(separator: " "), author: author,
                comment: message))
        let image = try store.putImage(
            config: config, layers: try store.layers(of: base) + [layer], tags: reference.map { [$0] } ?? [])
        _ = consume use
        return image.id
    }

    /// What the container has written, copied into a layer of the image's own.
    private static func layer(of folder: ContainerFolder, in store: Store) throws -> Layer {
        let copy = try store.beginSnapshot()
        do {
            let upper = store.layersPath.appending("\(try ContainerRoot.layer(folder))/diff")
            let (from, into) = (try open(upper), try open(copy.upper))
            defer { [from, into].forEach { close($0) } }
            try store.copyTree(from: from, into: into, readsWhiteouts: true)
            let committed = try store.commit(copy)
            _ = try store.computeDiff(of: committed.id)
            return try store.layer(committed.id)
        } catch {
            try? store.discard(copy)
            throw error
        }
    }

    private static func open(_ path: FilePath) throws -> Int32 {
        let folder = Glibc.open(path.string, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw RuntimeError.system(operation: "open \(path)", Errno(rawValue: errno)) }
        return folder
    }
}
