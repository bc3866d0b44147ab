internal import Commands
public import ContainerPlans
public import ContainerRuntime
internal import Formats
public import Printing

/// What `volume ls`, `rm` and `prune` do with the volumes of a store.
public struct VolumeWork {
    private let list: VolumeList

    /// With these volumes.
    public init(_ list: VolumeList) { self.list = list }

    /// What `volume ls` prints, with the end of its last line.
    ///
    /// - Parameters:
    ///   - filters: which volumes it is about; all where there are none.
    ///   - format: what `--format` says; nil for docker's table.
    ///   - isQuiet: whether names alone are asked for, whatever the format.
    public func listing(_ filters: [VolumeFilter], format: String?, isQuiet: Bool) throws -> PrintableText {
        let found = list.all().filter { volume in
            filters.allSatisfy { $0.admits(volume) { list.users(of: $0).isEmpty } }
        }
        let format = try ListFormat(isQuiet ? "{{.Name}}" : format, table: VolumeLines.table)
        return try format.text(found.map(VolumeLines.item), columns: VolumeLines.columns)
    }

    /// Removes volumes with their files and prints their names, goes on after one that fails, and fails at the end if any
    /// did.
    ///
    /// - Parameter isForced: whether a name that no volume has is passed over without an error.
    public func remove(_ names: [String], isForced: Bool) throws {
        try OpenedContainers.becomeOwner()
        try OpenedStore.forEach(names) { name in
            do { try list.remove(try list.find(name)) } catch RuntimeError.noSuchVolume where isForced {}
            Line.print("\(name)")
        }
    }

    /// The volumes that a prune takes away: no container has them.
    ///
    /// - Parameter withNamed: whether those with a name of their own are among them.
    func unused(withNamed: Bool, _ filters: [PruneFilter]) -> [Volume] {
        list.all().filter { volume in
            (withNamed || volume.isAnonymous) && list.users(of: volume.name).isEmpty
                && filters.allSatisfy { $0.admits(volume.labels, volume.created) }
        }
    }

    /// Removes the volumes that no container has, and says what that gives back.
    public func prune(withNamed: Bool, _ filters: [PruneFilter]) throws {
        try OpenedContainers.becomeOwner()
        let unused = unused(withNamed: withNamed, filters)
        var bytes: Int64 = 0
        try PrunedThings.show("Volumes", unused) { volume in
            bytes += list.bytes(of: volume)
            try list.remove(volume)
            return volume.name
        }
        PrunedThings.showReclaimed(bytes, behindList: !unused.isEmpty)
    }
}
