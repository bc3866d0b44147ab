import ArgumentParser
import Commands
import Formats
import ImageFormat
import ImageStore
import Listings
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

    @Option(help: FormatHelp.text(HistoryLines.columns))
    var format: String?

    @Option(name: [.customShort("H"), .long], help: "Ages and sizes for people; false for programs.")
    var human = true

    @Argument(help: "The image, by name or ID.")
    var image: String

    func run(in surroundings: Surroundings) throws {
        try OpenedStore.run(in: surroundings) { store in
            let lines = HistoryLines(isWhole: noTrunc, isHuman: human)
            let items = try lines.items(of: try store.resolve(image)) { try store.layer(diffID: $0)?.diff?.fileBytes }
            let format = try ListFormat(quiet ? "{{.ID}}" : format, table: lines.table)
            let room = ListFormat.Room.terminal(isWhole: noTrunc, spare: ["COMMENT", human ? "CREATED" : "CREATED AT"])
            print(try format.text(items, columns: HistoryLines.columns, in: room), terminator: "")
        }
    }
}
