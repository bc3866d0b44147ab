public import Formats
internal import ImageFormat
public import ImageStore
public import Printing

/// The only builder that docker's commands about builders can show; it always exists.
public enum OneBuilder {
    /// Its name, and the only one that commands take.
    public static let name = "default"

    /// The names of the columns of `buildx ls`.
    public static let columns: KeyValuePairs = [
        "Name": "NAME/NODE", "DriverEndpoint": "DRIVER/ENDPOINT", "Status": "STATUS", "Buildkit": "BUILDKIT",
        "Platforms": "PLATFORMS",
    ]

    private static let table = "{{.Name}}\t{{.DriverEndpoint}}\t{{.Status}}\t{{.Buildkit}}\t{{.Platforms}}"

    /// What `buildx ls` prints, with the end of its last line.
    ///
    /// - Parameters:
    ///   - version: the program's, in the place of BuildKit's.
    ///   - format: what `--format` says; nil for docker's table.
    public static func list(version: String, format: String?) throws(TemplateError) -> PrintableText {
        let item = TemplateValue.item([
            // The star says that it is the one in use.
            "Name": name + "*", "DriverEndpoint": "slipway", "Status": "running", "Buildkit": version,
            "Platforms": Platform.host.description,
        ])
        return try ListFormat(format, table: table).text([item], columns: columns)
    }

    /// What `buildx inspect` prints, without the end of its last line.
    public static var description: PrintableText {
        "Name:      \(name)\nDriver:    slipway\nStatus:    running\nPlatforms: \(Platform.host)"
    }

    /// Why a name is refused; nil for the one that there is.
    public static func refusal(of name: String) -> String? {
        name == Self.name ? nil : "no builder \"\(name)\" found: there is one, `default`"
    }

    /// What `buildx du` prints: how much space the build cache takes, without the end of the last line.
    public static func usage(_ cache: DiskUsage.Share) -> PrintableText {
        let rows = [
            "Records:\t\(cache.count)", "Used by images:\t\(cache.active)",
            "Reclaimable:\t\(ByteCount.text(cache.reclaimable))", "Total:\t\(ByteCount.text(cache.bytes))",
        ]
        return PrintableText(lines: Columns.aligned(rows.joined(separator: "\n")))
    }
}
