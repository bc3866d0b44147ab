internal import ImageFormat

extension Store {
    /// How the store's space is spent. Layers that images share count once.
    public func diskUsage() throws(StoreError) -> DiskUsage {
        var usage = DiskUsage()
        let pinned = Set(try pins().map(\.image))
        var used: Set<Digest> = []
        var all: Set<Digest> = []
        for image in try images() {
            usage.images.count += 1
            all.formUnion(image.config.diffIDs)
            guard pinned.contains(image.id) else { continue }
            usage.images.active += 1
            used.formUnion(image.config.diffIDs)
        }
        usage.images.bytes = try fileBytes(of: all)
        usage.images.reclaimable = try fileBytes(of: all.subtracting(used))
        try addCache(to: &usage)
        return usage
    }

    /// Bytes that the disk holds for the files of a layer or a snapshot; 0 where there is none.
    public func spaceTaken(by id: LayerID) throws(StoreError) -> Int64 {
        try TreeSize.bytes(ofFilesIn: Array("layers/\(id)/diff".utf8), in: root)
    }

    private func addCache(to usage: inout DiskUsage) throws(StoreError) {
        let live = try liveByImages().layers
        var counted: Set<LayerID> = []
        for record in try allRecords() {
            usage.cache.count += 1
            let own = record.layers.filter { !live.contains($0) }
            if own.isEmpty { usage.cache.active += 1 }
            for id in own where counted.insert(id).inserted {
                usage.cache.bytes += (try? layer(id))?.diff?.fileBytes ?? 0
            }
        }
        usage.cache.reclaimable = usage.cache.bytes
    }

    private func fileBytes(of diffs: Set<Digest>) throws(StoreError) -> Int64 {
        var bytes: Int64 = 0
        for diffID in diffs { bytes += try layer(diffID: diffID)?.diff?.fileBytes ?? 0 }
        return bytes
    }
}
