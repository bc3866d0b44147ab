internal import Compose
public import ContainerRuntime
public import Formats
internal import ImageFormat
public import ImageStore
internal import Listings

/// Containers of a project as `ps` shows them.
public struct ProjectLines {
    private let store: Store
    private let isWhole: Bool
    private let project: String

    /// - Parameter isWhole: whether nothing is cut short.
    public init(of project: String, in store: Store, isWhole: Bool) {
        self.project = project
        self.store = store
        self.isWhole = isWhole
    }

    /// The names of the columns.
    public static let columns: KeyValuePairs = [
        "Name": "NAME", "Image": "IMAGE", "Command": "COMMAND", "Service": "SERVICE", "RunningFor": "CREATED",
        "Status": "STATUS", "Ports": "PORTS", "ID": "CONTAINER ID", "State": "STATE", "Project": "PROJECT",
        "ExitCode": "EXIT CODE", "Health": "HEALTH",
    ]

    /// The template of docker's table.
    public static let table =
        "{{.Name}}\t{{.Image}}\t{{.Command}}\t{{.Service}}\t{{.RunningFor}}\t{{.Status}}\t{{.Ports}}"

    /// The fields of a template: a container's, with what only projects have.
    public func item(_ folder: ContainerFolder) -> TemplateValue {
        var status: Int32 = 0
        if case .exited(let ended, _) = folder.state { status = ended }
        return ContainerLine(FoundContainers.facts(folder, in: store), isWhole: isWhole).item(with: [
            "Name": folder.record.name, "Service": ProjectContainers.service(folder), "Project": project,
            "ExitCode": String(status), "Health": folder.health?.status.rawValue ?? "",
        ])
    }
}

/// Images of a project's containers as `images` shows them.
public enum ProjectImages {
    /// The names of the columns.
    public static let columns: KeyValuePairs = [
        "ContainerName": "CONTAINER", "Repository": "REPOSITORY", "Tag": "TAG", "ID": "IMAGE ID", "Size": "SIZE",
    ]

    /// The template of docker's table.
    public static let table = "{{.ContainerName}}\t{{.Repository}}\t{{.Tag}}\t{{.ID}}\t{{.Size}}"

    /// An image's ID as tables show it.
    public static func short(_ id: String) -> String { String(id.replacing("sha256:", with: "").prefix(12)) }

    /// The fields of a template for each container's image; one that is gone has no size.
    public static func items(_ folders: [ContainerFolder], in store: Store) -> [TemplateValue] {
        folders.map { item($0.record, size: (try? store.resolve($0.record.imageID))?.size ?? 0) }
    }

    /// The fields of a template.
    ///
    /// - Parameter size: bytes of the image.
    static func item(_ record: ContainerRecord, size: Int64) -> TemplateValue {
        let reference = try? Reference(record.image)
        return .item([
            "ContainerName": record.name, "ID": short(record.imageID),
            "Repository": reference?.familiar.split(separator: ":").first.map(String.init) ?? record.image,
            "Size": ByteCount.text(size), "Tag": reference?.tag ?? "",
        ])
    }
}

/// Projects that have containers as `ls` shows them.
public enum ProjectList {
    /// The names of the columns.
    public static let columns: KeyValuePairs = ["Name": "NAME", "Status": "STATUS", "ConfigFiles": "CONFIG FILES"]

    /// The template of docker's table.
    public static let table = "{{.Name}}\t{{.Status}}\t{{.ConfigFiles}}"

    /// The fields of a template.
    public static func item(_ name: String, _ folders: [ContainerFolder]) -> TemplateValue {
        .item([
            "ConfigFiles": folders.first?.record.settings.config.labels[ComposeLabel.files] ?? "", "Name": name,
            "Status": status(folders.map(\.state.name)),
        ])
    }

    /// `exited(1), running(2)`
    static func status(_ states: [String]) -> String {
        let counts = Dictionary(grouping: states) { $0 }.sorted { $0.key < $1.key }
        return counts.map { "\($0.key)(\($0.value.count))" }.joined(separator: ", ")
    }
}
