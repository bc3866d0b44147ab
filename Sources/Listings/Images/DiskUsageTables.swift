public import ContainerRuntime
internal import Formats
internal import ImageFormat
public import ImageStore
public import Printing
internal import SystemPackage

/// How much space each thing takes, as `system df --verbose` shows it.
public struct DiskUsageTables {
    private let store: Store
    private let containers: [ContainerFacts]

    /// Of a store and its containers.
    public init(of store: Store, _ containers: ContainerList) {
        self.store = store
        self.containers = FoundContainers.all(containers, in: store).map { FoundContainers.measured($0, in: store) }
    }

    /// The tables, with the end of the last line.
    public func text() throws -> PrintableText {
        let cache = try store.diskUsage().cache
        let parts: [PrintableText] = [
            "Images space usage:\n\n", try images(), "\nContainers space usage:\n\n", try table(of: containers),
            "\nLocal Volumes space usage:\n\n", try volumes(), "\nBuild cache usage: \(ByteCount.text(cache.bytes))\n",
        ]
        return parts.joined()
    }

    private func images() throws -> PrintableText {
        let images = try store.images()
        let space = try ImageSpace.all(images) { try store.layer(diffID: $0)?.diff?.fileBytes ?? 0 }
        let users = Dictionary(grouping: containers) { $0.record.imageID }.mapValues(\.count)
        let items = images.flatMap { image in
            ImageLine.lines(of: image).map { line in
                line.item(id: line.id.short, taking: space[image.id], by: users[image.id.description] ?? 0)
            }
        }
        let columns =
            "{{.Repository}}\t{{.Tag}}\t{{.ID}}\t{{.CreatedSince}}\t{{.Size}}\t{{.SharedSize}}\t{{.UniqueSize}}\t{{.Containers}}"
        return try ListFormat(nil, table: columns).text(items, columns: ImageLine.columns)
    }

    private func table(of containers: [ContainerFacts]) throws -> PrintableText {
        let columns =
            "{{.ID}}\t{{.Image}}\t{{.Command}}\t{{.LocalVolumes}}\t{{.Size}}\t{{.RunningFor}}\t{{.Status}}\t{{.Names}}"
        return try ListFormat(nil, table: columns)
            .text(containers.map { ContainerLine($0).item }, columns: ContainerLine.columns)
    }

    private func volumes() throws -> PrintableText {
        let list = VolumeList(store: store.path)
        let items = list.all().map { volume in
            TemplateValue.item([
                "Name": volume.name, "Links": "\(list.users(of: volume.name).count)",
                "Size": ByteCount.text(list.bytes(of: volume)),
            ])
        }
        return try ListFormat(nil, table: "{{.Name}}\t{{.Links}}\t{{.Size}}")
            .text(items, columns: ["Name": "VOLUME NAME", "Links": "LINKS", "Size": "SIZE"])
    }
}
