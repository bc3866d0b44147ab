import ArgumentParser
import Formats
import ImageFormat
import ImageStore
import Printing
import Surroundings

/// `slipway history`: what each instruction added, the last one first.
struct HistoryCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "Show the instructions that made an image, and what each added.")

    @Flag(help: "Do not cut anything short.")
    var noTrunc = false

    @Flag(name: [.short, .long], help: "Print IDs only.")
    var quiet = false

    @Option(help: FormatHelp.text(Self.columns))
    var format: String?

    @Option(name: [.customShort("H"), .long], help: "Ages and sizes for people; false for programs.")
    var human = true

    @Argument(help: "The image, by name or ID.")
    var image: String

    private static let columns: KeyValuePairs = [
        "ID": "IMAGE", "CreatedSince": "CREATED", "CreatedAt": "CREATED AT", "CreatedBy": "CREATED BY", "Size": "SIZE",
        "Comment": "COMMENT",
    ]

    func run(in surroundings: Surroundings) throws {
        try OpenedStore.run(in: surroundings) { store in
            let items = try items(of: try store.resolve(image), in: store)
            let since = human ? "{{.CreatedSince}}" : "{{.CreatedAt}}"
            let table = "{{.ID}}\t\(since)\t{{.CreatedBy}}\t{{.Size}}\t{{.Comment}}"
            let format = try ListFormat(quiet ? "{{.ID}}" : format, table: table)
            let room = ListFormat.Room.terminal(isWhole: noTrunc, spare: ["COMMENT", human ? "CREATED" : "CREATED AT"])
            print(try format.text(items, columns: Self.columns, in: room), terminator: "")
        }
    }

    private func items(of image: StoredImage, in store: Store) throws -> [TemplateValue] {
        var layers = image.config.diffIDs[...]
        let history =
            image.config.history.isEmpty ? image.config.diffIDs.map { _ in HistoryEntry() } : image.config.history
        var items: [TemplateValue] = []
        for (index, entry) in history.enumerated() {
            var bytes: Int64 = 0
            if !entry.isEmptyLayer, let diffID = layers.popFirst() {
                bytes = try store.layer(diffID: diffID)?.diff?.fileBytes ?? 0
            }
            let id = noTrunc ? image.id.description : image.id.short
            items.append(
                .item([
                    "ID": index == history.count - 1 ? id : "<missing>", "CreatedSince": Age.text(entry.created),
                    "CreatedAt": entry.created ?? "N/A", "CreatedBy": shortened(entry.createdBy ?? ""),
                    "Size": human ? ByteCount.text(bytes) : "\(bytes)", "Comment": entry.comment ?? "",
                ]))
        }
        return items.reversed()
    }

    /// One line; 45 characters, as docker cuts.
    private func shortened(_ text: String) -> String {
        let line = text.replacing("\t", with: " ").replacing("\n", with: " ")
        return noTrunc || line.count <= 45 ? line : line.prefix(44) + "…"
    }
}
