public import ContainerPlans
public import ContainerRuntime
internal import ImageFormat
public import ImageStore
internal import SystemPackage

/// A container that was made: its folder, its layer in the store, and the locks of both.
public struct MadeContainer {
    /// Its folder. This process is its owner for as long as the value lives.
    public let owned: OwnedContainer
    /// The layer that it writes into.
    public let snapshot: Snapshot

    /// Makes the container of a record, and pins what it needs; nothing is left where that fails.
    public init(_ plan: ContainerPlan, in store: Store, _ list: ContainerList, isStarting: Bool) throws {
        let use = try store.beginUse()
        let snapshot = try store.beginSnapshot()
        var record = plan.record
        record.snapshot = snapshot.id.name
        do {
            try store.pin(Pin(name: record.id, image: plan.image, layers: [snapshot.id]))
            // The image may have been removed before it was pinned: then this fails.
            _ = try store.listed(plan.image.description)
            _ = consume use
            owned = try list.create(record, isStarting: isStarting)
        } catch {
            try? store.unpin(record.id)
            try? store.discard(snapshot)
            throw error
        }
        self.snapshot = snapshot
    }

    /// Takes up a container that is there already, and does not run.
    public init(_ folder: ContainerFolder, in store: Store, _ list: ContainerList) throws {
        owned = try list.own(folder)
        guard let id = folder.record.snapshot.flatMap({ LayerID($0) }) else {
            throw RuntimeError.corrupt(path: folder.path.string)
        }
        snapshot = try store.reopenSnapshot(id)
    }
}

extension MadeContainer {
    /// What `create` makes: the container, with the volumes that it names.
    public static func create(
        _ plan: ContainerPlan, in store: Store, _ list: ContainerList
    ) throws -> ContainerRecord {
        let made = try MadeContainer(plan, in: store, list, isStarting: false)
        let record = made.owned.folder.record
        for name in record.settings.mounts.compactMap(\.volume) {
            _ = try VolumeList(store: store.path).create(
                name, isAnonymous: record.settings.mounts.contains { $0.volume == name && $0.isAnonymous })
        }
        return record
    }
}

/// What goes with a container when it is removed.
public enum ContainerRemoval {
    /// Removes a container that does not run, its layer and its anonymous volumes. In a store of a plain user it must run in
    /// the user namespace that owns the files.
    public static func remove(_ folder: ContainerFolder, from store: Store, _ list: ContainerList, withVolumes: Bool)
        throws
    {
        try list.remove(folder)
        try forget(folder.record, from: store, withVolumes: withVolumes)
    }

    /// Removes what is left of a container whose folder is gone.
    public static func forget(_ record: ContainerRecord, from store: Store, withVolumes: Bool) throws {
        try store.unpin(record.id)
        if let id = record.snapshot.flatMap({ LayerID($0) }) { try store.discardSnapshot(id) }
        guard withVolumes else { return }
        let volumes = VolumeList(store: store.path)
        for name in record.settings.mounts.filter(\.isAnonymous).compactMap(\.volume) {
            guard let volume = try? volumes.find(name), volumes.users(of: name).isEmpty else { continue }
            try volumes.remove(volume)
        }
    }
}
