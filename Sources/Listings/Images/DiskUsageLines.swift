public import ContainerRuntime
public import Formats
public import ImageStore

/// The lines of `system df`, which show how much space each kind of object takes.
public enum DiskUsageLines {
    /// The names of the columns.
    public static let columns: KeyValuePairs = [
        "Type": "TYPE", "TotalCount": "TOTAL", "Active": "ACTIVE", "Size": "SIZE", "Reclaimable": "RECLAIMABLE",
    ]

    /// The template of docker's table.
    public static let table = "{{.Type}}\t{{.TotalCount}}\t{{.Active}}\t{{.Size}}\t{{.Reclaimable}}"

    /// Images, containers, volumes and cache.
    public static func items(
        of usage: DiskUsage, containers: DiskUsage.Share, volumes: DiskUsage.Share
    ) -> [TemplateValue] {
        [
            item("Images", usage.images), item("Containers", containers), item("Local Volumes", volumes),
            item("Build Cache", usage.cache),
        ]
    }

    private static func item(_ name: String, _ share: DiskUsage.Share) -> TemplateValue {
        let percent = share.bytes > 0 ? " (\(share.reclaimable * 100 / share.bytes)%)" : ""
        return .item([
            "Type": name, "TotalCount": "\(share.count)", "Active": "\(share.active)",
            "Size": ByteCount.text(share.bytes), "Reclaimable": ByteCount.text(share.reclaimable) + percent,
        ])
    }

    /// The space of volumes. The part of volumes that no container uses is reclaimable.
    public static func share(of volumes: VolumeList) -> DiskUsage.Share {
        var share = DiskUsage.Share()
        for volume in volumes.all() {
            let bytes = volumes.bytes(of: volume)
            share.count += 1
            share.bytes += bytes
            if volumes.users(of: volume.name).isEmpty { share.reclaimable += bytes } else { share.active += 1 }
        }
        return share
    }

    /// The space of the files that containers have written.
    public static func share(of containers: [ContainerFolder], in store: Store) throws -> DiskUsage.Share {
        var share = DiskUsage.Share()
        for container in containers {
            let bytes = try container.record.snapshot.flatMap { LayerID($0) }.map { try store.spaceTaken(by: $0) } ?? 0
            share.count += 1
            share.bytes += bytes
            if container.state.isRunning { share.active += 1 } else { share.reclaimable += bytes }
        }
        return share
    }
}
