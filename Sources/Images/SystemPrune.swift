internal import BuildJournal
internal import Commands
internal import ContainerRuntime
internal import ImageFormat
public import ImageStore
internal import Printing
internal import SystemPackage

/// What `slipway system prune` does: logs of builds, containers that have ended, images and cache.
public struct SystemPrune {
    private let store: Store

    /// Of a store.
    public init(of store: Store) { self.store = store }

    /// Removes them, and says what went.
    public func run(_ scope: PruneScope) throws {
        // First of all, because it needs no free byte.
        let logs = store.journal.removeLogs()
        let containers = try removeContainers()
        if !containers.isEmpty { Line.print("Deleted Containers:") }
        for id in containers { Line.print("\(id)") }
        var report = try store.prune(scope)
        report.bytes += logs
        PruneWords.show(report)
    }

    /// The IDs of those that were removed.
    private func removeContainers() throws -> [String] {
        let list = ContainerList(store: store.path)
        return try list.all().filter { $0.state.hasEnded }.map { folder in
            try list.remove(folder)
            try store.unpin(folder.record.id)
            return folder.record.id
        }
    }
}
