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

    @Option(help: "json, or text with {{.ID}}, {{.CreatedSince}}, {{.CreatedBy}}, {{.Size}}, {{.Comment}} in it.")
    var format: String?

    @Argument(help: "The image, by name or ID.")
    var image: String

    func run(in surroundings: Surroundings) throws {
        try OpenedStore.run(in: surroundings) { store in
            let image = try store.resolve(image)
            let lines = try lines(of: image, in: store)
            if quiet {
                for line in lines { print("\(line[0])") }
            } else if let format {
                let fields = lines.map { line -> KeyValuePairs<String, String> in
                    [
                        "ID": line[0], "CreatedSince": line[1], "CreatedBy": line[2], "Size": line[3],
                        "Comment": line[4],
                    ]
                }
                print(try FormatTemplate(format).text(fields), terminator: "")
            } else {
                let header = ["IMAGE", "CREATED", "CREATED BY", "SIZE", "COMMENT"]
                print(TextTable(header: header, rows: lines).text(), terminator: "")
            }
        }
    }

    private func lines(of image: StoredImage, in store: Store) throws -> [[String]] {
        var layers = image.config.diffIDs[...]
        let history =
            image.config.history.isEmpty ? image.config.diffIDs.map { _ in HistoryEntry() } : image.config.history
        var lines: [[String]] = []
        for entry in history {
            var bytes: Int64 = 0
            if !entry.isEmptyLayer, let diffID = layers.popFirst() {
                bytes = try store.layer(diffID: diffID)?.diff?.fileBytes ?? 0
            }
            lines.append([
                "<missing>", Age.text(entry.created), shortened(entry.createdBy ?? ""), ByteCount.text(bytes),
                entry.comment ?? "",
            ])
        }
        if !lines.isEmpty { lines[lines.count - 1][0] = noTrunc ? image.id.description : image.id.short }
        return lines.reversed()
    }

    /// One line; 45 characters, as docker cuts.
    private func shortened(_ text: String) -> String {
        let line = text.replacing("\t", with: " ").replacing("\n", with: " ")
        return noTrunc || line.count <= 45 ? line : line.prefix(44) + "…"
    }
}
