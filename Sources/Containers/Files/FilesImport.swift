internal import Clocks
internal import Commands
internal import Glibc
public import ImageFormat
internal import ImageStore
internal import Printing
public import Surroundings
internal import SystemPackage

/// What `slipway import` does: an image of the files in a tar.
public struct FilesImport {
    private let message: String?
    private let platform: Platform
    private let changes: [String]

    /// - Parameters:
    ///   - message: what is said of the image in its history.
    ///   - changes: instructions that are built upon it.
    public init(message: String?, platform: Platform, changes: [String]) {
        self.message = message
        self.platform = platform
        self.changes = changes
    }

    /// Makes the image and prints its ID.
    ///
    /// - Parameter file: the tar, packed or not; `-` for standard input.
    public func make(of file: String, named name: String?, in surroundings: Surroundings) throws {
        let changes = try ImageChanges(self.changes)
        try changes.demandAllowed()
        let comment = message ?? "Imported from \(file)"
        let archive = file == "-" ? STDIN_FILENO : open(file, O_RDONLY | O_CLOEXEC)
        guard archive >= 0 else { throw CommandFailure("\(file) cannot be read: \(Errno(rawValue: errno))") }
        try OpenedStore.run(in: surroundings, touchingLayers: true) { store in
            let reference = try name.map { try Reference($0) }
            let use = try store.beginUse()
            let layer = try layer(of: archive, in: store)
            let now = Timestamp.now()
            let image = try store.putImage(
                config: ImageConfig(
                    created: now, platform: platform,
                    history: [HistoryEntry(created: now, comment: comment)]),
                layers: [layer], tags: changes.isEmpty ? reference.map { [$0] } ?? [] : [changes.base])
            _ = consume use
            if changes.isEmpty { Line.print("\(image.id.description)") }
        }
        if !changes.isEmpty { try changes.build(named: name, message: comment, in: surroundings) }
    }

    private func layer(of archive: Int32, in store: Store) throws -> Layer {
        let snapshot = try store.beginSnapshot()
        do {
            let folder = open(snapshot.upper.string, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            defer { close(folder) }
            try store.extract(archive: archive, into: folder)
            let committed = try store.commit(snapshot)
            _ = try store.computeDiff(of: committed.id)
            return try store.layer(committed.id)
        } catch {
            try? store.discard(snapshot)
            throw error
        }
    }
}
