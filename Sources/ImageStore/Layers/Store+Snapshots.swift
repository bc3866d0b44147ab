internal import Glibc
internal import SystemPackage

extension Store {
    /// Makes an empty upper directory, mode 0755, and a work directory for one overlayfs mount.
    ///
    /// Mount with `redirect_dir=off,metacopy=off` as root and with `userxattr` in a user namespace: a layer must not
    /// depend on those below it.
    public func beginSnapshot() throws(StoreError) -> Snapshot {
        let id = try makeLayerDirectory()
        let lock = try Handle(root, "layers/\(id)", O_RDONLY | O_DIRECTORY)
        try lock.lock(LOCK_EX)
        for name in ["diff", "work"] {
            if mkdirat(lock.descriptor, name, 0o755) != 0 || fchmodat(lock.descriptor, name, 0o755, 0) != 0 {
                throw .failed("make", "layers/\(id)/\(name)")
            }
        }
        let directory = layersPath.appending(id.name)
        return Snapshot(
            id: id, upper: directory.appending("diff"), work: directory.appending("work"), lock: lock.release())
    }

    /// Takes a snapshot up again that a container has written to: its files are there, its work directory is new, as
    /// overlayfs wants it. `missingLayer` where it is gone, `busy` while another process works with it.
    public func reopenSnapshot(_ id: LayerID) throws(StoreError) -> Snapshot {
        guard let lock = try Handle.existing(root, "layers/\(id)", O_RDONLY | O_DIRECTORY) else {
            throw .missingLayer(id)
        }
        guard try lock.lock(LOCK_EX | LOCK_NB) else { throw .busy }
        try removeTree("layers/\(id)/work")
        guard mkdirat(lock.descriptor, "work", 0o755) == 0 else { throw .failed("make", "layers/\(id)/work") }
        let directory = layersPath.appending(id.name)
        return Snapshot(
            id: id, upper: directory.appending("diff"), work: directory.appending("work"), lock: lock.release())
    }

    /// Removes a snapshot that no process works with, by its name. It is no error if it is gone.
    public func discardSnapshot(_ id: LayerID) throws(StoreError) { try removeTree("layers/\(id)") }

    /// Turns the snapshot into a layer, once nothing is mounted on it: its files never change again. The diff ID is not
    /// computed yet. Committing twice is no error.
    public func commit(_ snapshot: Snapshot) throws(StoreError) -> Layer {
        try commit(snapshot, as: LayerRecord())
    }

    func commit(_ snapshot: Snapshot, as record: LayerRecord) throws(StoreError) -> Layer {
        try removeTree("layers/\(snapshot.id)/work")
        var record = record
        record.boot = MachineRun.id
        try write(record, for: snapshot.id)
        return try layer(snapshot.id)
    }

    /// Removes the snapshot and all its files.
    public func discard(_ snapshot: Snapshot) throws(StoreError) {
        try removeTree("layers/\(snapshot.id)")
    }

    /// A new directory below `layers`.
    private func makeLayerDirectory() throws(StoreError) -> LayerID {
        var generator = SystemRandomNumberGenerator()
        while true {
            guard let id = LayerID(String((0..<8).map { _ in LayerID.digits.randomElement(using: &generator) ?? "0" }))
            else { continue }
            if mkdirat(root, "layers/\(id)", Privacy.folder) == 0 { return id }
            if errno != EEXIST { throw .failed("make", "layers/\(id)") }
        }
    }
}
