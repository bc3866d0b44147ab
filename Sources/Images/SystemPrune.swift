internal import BuildJournal
internal import Commands
internal import ContainerRuntime
internal import ImageFormat
public import ImageStore
internal import Printing
internal import SystemPackage

/// The work of `slipway system prune`: removes logs of builds, ended containers, unused networks and images, build
/// cache and, on request, volumes.
public struct SystemPrune {
    private let store: Store
    private let extent: Extent
    /// Whether an object with these labels and this time of creation passes the filters.
    private let admits: ([String: String], String) -> Bool

    /// What is removed.
    public struct Extent: Equatable, Sendable {
        /// Whether all images that no container uses, and the whole cache, are removed.
        public var isAll: Bool
        /// Whether unnamed volumes that no container uses are removed.
        public var withVolumes: Bool
        /// The values of `--filter`. The build cache has no labels, so it stays where a filter requires one.
        public var filters: [String]
        /// Whether build cache is removed.
        var withCache: Bool { filters.allSatisfy { $0.hasPrefix("until=") } }

        public init(isAll: Bool, withVolumes: Bool, filters: [String]) {
            self.isAll = isAll
            self.withVolumes = withVolumes
            self.filters = filters
        }

        /// The list of what will be removed, in the words of docker's warning.
        public var warning: String {
            var things = ["all stopped containers", "all networks not used by at least one container"]
            if withVolumes { things.append("all anonymous volumes not used by at least one container") }
            things.append(
                isAll ? "all images without at least one container associated to them" : "all dangling images")
            if withCache { things.append(isAll ? "all build cache" : "unused build cache") }
            var lines = ["This will remove:"] + things.map { "  - " + $0 }
            if !filters.isEmpty {
                lines += ["", "  Items to be pruned will be filtered with:"] + filters.map { "  - " + $0 }
            }
            return lines.joined(separator: "\n") + "\n"
        }
    }

    /// - Parameter admits: whether an object with these labels and this time of creation (RFC 3339) passes the filters.
    public init(of store: Store, _ extent: Extent, admits: @escaping ([String: String], String) -> Bool) {
        self.store = store
        self.extent = extent
        self.admits = admits
    }

    /// Removes everything in the extent, and prints what was removed.
    public func run() throws {
        // The logs are removed first, because that works even on a full disk.
        var bytes = extent.filters.isEmpty ? store.journal.removeLogs() : 0
        Self.show("Containers", try removeContainers())
        if extent.withVolumes { Self.show("Volumes", try removeVolumes(&bytes)) }
        Self.show("Networks", try removeNetworks())
        var report = try pruneImages()
        report.bytes += bytes
        PruneWords.show(report)
    }

    private static func show(_ title: String, _ names: [String]) {
        guard !names.isEmpty else { return }
        Line.print("Deleted \(title):")
        for name in names { Line.print("\(name)") }
        Line.print("")
    }

    private func pruneImages() throws -> PruneReport {
        guard extent.filters.isEmpty else {
            var report = try ImagePrune(of: store, withNamed: extent.isAll, filters: extent.filters).run()
            guard extent.withCache else { return report }
            let cache = try CachePrune(of: store, isAll: extent.isAll, filters: extent.filters).run()
            report.records += cache.records
            report.bytes += cache.bytes
            return report
        }
        return try store.prune(
            extent.isAll ? PruneScope(images: .unused, cache: .all) : PruneScope(images: .dangling, cache: .unused))
    }

    /// The IDs of those that were removed.
    private func removeContainers() throws -> [String] {
        let list = ContainerList(store: store.path)
        let ended = list.all().filter {
            $0.state.hasEnded && admits($0.record.settings.config.labels, $0.record.created)
        }
        return try ended.map { folder in
            try list.remove(folder)
            try store.unpin(folder.record.id)
            return folder.record.id
        }
    }

    /// The names of those that were removed: volumes without a name that nothing has.
    private func removeVolumes(_ bytes: inout Int64) throws -> [String] {
        let list = VolumeList(store: store.path)
        var names: [String] = []
        for volume in list.all() where volume.isAnonymous && list.users(of: volume.name).isEmpty {
            guard admits(volume.labels, volume.created) else { continue }
            bytes += list.bytes(of: volume)
            try list.remove(volume)
            names.append(volume.name)
        }
        return names
    }

    private func removeNetworks() throws -> [String] {
        let list = NetworkList(store: store.path)
        let unused = list.all().filter { list.users(of: $0).isEmpty && admits($0.labels, $0.created) }
        return try unused.map { network in
            try list.remove(network)
            return network.name
        }
    }
}
