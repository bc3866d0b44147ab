public import Formats
public import ImageFormat
public import ImageStore

/// What each instruction added to an image, as `history` shows it.
public struct HistoryLines {
    /// Whether nothing is cut short.
    private let isWhole: Bool
    /// Whether ages and sizes are for people.
    private let isHuman: Bool
    private let now: Int64

    /// - Parameter now: seconds since 1970, from which ages are counted.
    public init(isWhole: Bool, isHuman: Bool, now: Int64 = Age.now) {
        self.isWhole = isWhole
        self.isHuman = isHuman
        self.now = now
    }

    /// The names of the columns.
    public static let columns: KeyValuePairs = [
        "ID": "IMAGE", "CreatedSince": "CREATED", "CreatedAt": "CREATED AT", "CreatedBy": "CREATED BY", "Size": "SIZE",
        "Comment": "COMMENT",
    ]

    /// The template of docker's table.
    public var table: String {
        "{{.ID}}\t\(isHuman ? "{{.CreatedSince}}" : "{{.CreatedAt}}")\t{{.CreatedBy}}\t{{.Size}}\t{{.Comment}}"
    }

    /// The last instruction first.
    ///
    /// - Parameter bytes: those of a layer's files, by its diff ID.
    public func items(
        of image: StoredImage, bytes: (Digest) throws -> Int64?
    ) rethrows -> [TemplateValue] {
        try items(of: image.config, id: image.id, bytes: bytes)
    }

    func items(
        of config: ImageConfig, id: Digest, bytes: (Digest) throws -> Int64?
    ) rethrows -> [TemplateValue] {
        var layers = config.diffIDs[...]
        let history = config.history.isEmpty ? config.diffIDs.map { _ in HistoryEntry() } : config.history
        var items: [TemplateValue] = []
        for (index, entry) in history.enumerated() {
            var size: Int64 = 0
            if !entry.isEmptyLayer, let diffID = layers.popFirst() { size = try bytes(diffID) ?? 0 }
            let name = isWhole ? id.description : id.short
            items.append(
                .item([
                    "ID": index == history.count - 1 ? name : "<missing>",
                    "CreatedSince": Age.text(entry.created, now: now), "CreatedAt": entry.created ?? "N/A",
                    "CreatedBy": shortened(entry.createdBy ?? ""),
                    "Size": isHuman ? ByteCount.text(size) : "\(size)", "Comment": entry.comment ?? "",
                ]))
        }
        return items.reversed()
    }

    /// One line; 45 characters, as docker cuts.
    private func shortened(_ text: String) -> String {
        let line = text.replacing("\t", with: " ").replacing("\n", with: " ")
        return isWhole || line.count <= 45 ? line : line.prefix(44) + "…"
    }
}
