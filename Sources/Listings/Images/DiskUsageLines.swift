public import ContainerRuntime
public import Formats
public import ImageStore

/// How much space what takes, as `system df` shows it.
public enum DiskUsageLines {
    /// The names of the columns.
    public static let columns: KeyValuePairs = [
        "Type": "TYPE", "TotalCount": "TOTAL", "Active": "ACTIVE", "Size": "SIZE", "Reclaimable": "RECLAIMABLE",
    ]

    /// The template of docker's table.
    public static let table = "{{.Type}}\t{{.TotalCount}}\t{{.Active}}\t{{.Size}}\t{{.Reclaimable}}"

    /// Images, containers and cache.
    public static func items(of usage: DiskUsage, containers: DiskUsage.Share) -> [TemplateValue] {
        [item("Images", usage.images), item("Containers", containers), item("Build Cache", usage.cache)]
    }

    private static func item(_ name: String, _ share: DiskUsage.Share) -> TemplateValue {
        let percent = share.bytes > 0 ? " (\(share.reclaimable * 100 / share.bytes)%)" : ""
        return .item([
            "Type": name, "TotalCount": "\(share.count)", "Active": "\(share.active)",
            "Size": ByteCount.text(share.bytes), "Reclaimable": ByteCount.text(share.reclaimable) + percent,
        ])
    }

    /// What containers have written.
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
