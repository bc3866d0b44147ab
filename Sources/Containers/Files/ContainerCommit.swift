internal import Commands
internal import ContainerRuntime
internal import Glibc
internal import ImageFormat
internal import ImageStore
internal import Printing
public import Surroundings

/// What `slipway commit` does: an image of a container as it is, with further instructions built upon it.
public struct ContainerCommit {
    private let author: String?
    private let message: String?
    private let changes: [String]
    private let pauses: Bool

    /// - Parameters:
    ///   - changes: instructions.
    ///   - pauses: whether the container is paused meanwhile.
    public init(author: String?, message: String?, changes: [String], pauses: Bool) {
        self.author = author
        self.message = message
        self.changes = changes
        self.pauses = pauses
    }

    /// Makes the image and prints its ID.
    public func make(of container: String, named name: String?, in surroundings: Surroundings) throws {
        let changes = try ImageChanges(self.changes)
        try changes.demandAllowed()
        var made: Digest?
        try OpenedContainers.run(in: surroundings) { store, list in
            let reference = try name.map { try Reference($0) }
            made = try image(
                of: try list.find(container), in: store, called: changes.isEmpty ? reference : changes.base)
        }
        guard let made else { return }
        guard !changes.isEmpty else { return Line.print("\(made.description)") }
        try changes.build(named: name, message: message, in: surroundings)
    }

    private func image(of folder: ContainerFolder, in store: Store, called name: Reference?) throws -> Digest {
        let isPaused = pauses && folder.state.isRunning && !folder.state.isPaused
        if isPaused { try folder.pause() }
        // What is paused is let go by a process that is still beside it.
        let process = folder.firstProcess
        if geteuid() != 0 { _ = try Namespaces.enter(beside: process) }
        defer { if isPaused { try? folder.unpause() } }
        return try ContainerImage(author: author, message: message).make(of: folder, in: store, called: name)
    }
}
