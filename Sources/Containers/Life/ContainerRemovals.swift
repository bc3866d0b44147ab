internal import ArgumentParser
internal import Commands
public import ContainerPlans
public import ContainerRuntime
internal import Formats
internal import Glibc
internal import ImageFormat
public import ImageStore
internal import Printing

/// What `slipway rm` and `slipway container prune` do.
public struct ContainerRemovals {
    private let store: Store
    private let list: ContainerList
    private let isForced: Bool
    private let withVolumes: Bool

    /// - Parameters:
    ///   - isForced: whether those that run are killed, and an unknown name is not an error.
    ///   - withVolumes: whether their anonymous volumes go, too.
    public init(in store: Store, _ list: ContainerList, isForced: Bool, withVolumes: Bool) {
        self.store = store
        self.list = list
        self.isForced = isForced
        self.withVolumes = withVolumes
    }

    /// Removes containers by name or ID, goes on after one that fails, and fails at the end if any did.
    public func remove(_ names: [String]) throws {
        let found = names.map { name in (name, Result { try list.find(name) }) }
        if isForced { try end(found.compactMap { try? $0.1.get() }) }
        // A process of an ordinary user reaches other containers only before it becomes the owner of their files.
        try OpenedContainers.becomeOwner()
        var failed = false
        for (name, folder) in found {
            do {
                try remove(try folder.get())
                Line.print("\(name)")
            } catch let error as RuntimeError {
                OpenedContainers.fail(error)
                if case .noSuchContainer = error, isForced { continue }
                failed = true
            }
        }
        if failed { throw ExitCode.failure }
    }

    private func end(_ folders: [ContainerFolder]) throws {
        for folder in folders {
            switch folder.state {
            case .running: try? folder.signal(SIGKILL)
            case .restarting, .starting: try? folder.stop(grace: 5)
            case .created, .exited: break
            }
        }
    }

    private func remove(_ folder: ContainerFolder) throws {
        guard (try? list.find(folder.record.id)) != nil else {
            // One that was started with --rm is gone by now.
            return try ContainerRemoval.forget(folder.record, from: store, withVolumes: withVolumes)
        }
        try ContainerRemoval.remove(folder, from: store, list, withVolumes: withVolumes)
    }

    /// Removes those that do not run and that pass all filters, and says what that gives back.
    public func prune(_ filters: [PruneFilter]) throws {
        try OpenedContainers.becomeOwner()
        let ended = list.all().filter { folder in
            !folder.hasOwner
                && filters.allSatisfy { $0.admits(folder.record.settings.config.labels, folder.record.created) }
        }
        var bytes: Int64 = 0
        try PrunedThings.show("Containers", ended) { folder in
            bytes += try folder.record.snapshot.flatMap { LayerID($0) }.map { try store.spaceTaken(by: $0) } ?? 0
            try ContainerRemoval.remove(folder, from: store, list, withVolumes: true)
            return folder.record.id
        }
        PrunedThings.showReclaimed(bytes, behindList: !ended.isEmpty)
    }
}

/// What the prune commands say.
public enum PrunedThings {
    /// A title, where there is something below it, and a line for each.
    ///
    /// - Parameter remove: removes one, and gives its name.
    public static func show<Thing>(_ title: String, _ things: [Thing], _ remove: (Thing) throws -> String) rethrows {
        if !things.isEmpty { Line.print("Deleted \(title):") }
        for thing in things { Line.print("\(try remove(thing))") }
    }

    /// How much space is free again.
    public static func showReclaimed(_ bytes: Int64, behindList isBehindList: Bool) {
        if isBehindList { Line.print("") }
        Line.print("Total reclaimed space: \(ByteCount.text(bytes))")
    }
}
