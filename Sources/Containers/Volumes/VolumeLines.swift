public import ContainerRuntime
public import Formats
public import ImageFormat
internal import SystemPackage

/// Volumes as `volume ls` and `volume inspect` show them.
public enum VolumeLines {
    /// The names of the columns.
    public static let columns: KeyValuePairs = [
        "Name": "VOLUME NAME", "Driver": "DRIVER", "Labels": "LABELS", "Mountpoint": "MOUNTPOINT", "Scope": "SCOPE",
        "Size": "SIZE", "Links": "LINKS",
    ]

    /// The template of docker's table.
    public static let table = "{{.Driver}}\t{{.Name}}"

    /// The fields of a template.
    public static func item(_ volume: Volume) -> TemplateValue {
        .item(
            [
                "Driver": "local", "Labels": Labels.text(volume.labels), "Mountpoint": volume.path.string,
                "Name": volume.name, "Scope": "local", "Availability": "N/A", "Group": "N/A", "Links": "N/A",
                "Size": "N/A", "Status": "N/A",
            ], labels: volume.labels)
    }

    /// Docker's fields.
    public static func description(_ volume: Volume) -> JSON {
        .object([
            "CreatedAt": .string(volume.created), "Driver": .string("local"), "Labels": .strings(volume.labels),
            "Mountpoint": .string(volume.path.string), "Name": .string(volume.name), "Options": .null,
            "Scope": .string("local"),
        ])
    }
}
