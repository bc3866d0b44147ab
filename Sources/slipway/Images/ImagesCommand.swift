import ArgumentParser
import Commands
import Formats
import ImageFormat
import ImageStore
import Listings
import Printing
import Surroundings

/// `slipway images`: docker's columns, and what an image stands in for.
struct ImagesCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "images", abstract: "List the images of the store.")

    @Flag(name: [.short, .long], help: "Show all images. There are no hidden ones here.")
    var all = false

    @Flag(help: "Show digests.")
    var digests = false

    @Option(
        name: [.short, .long],
        help:
            "dangling=true, label=NAME[=VALUE], reference=PATTERN, before=IMAGE, since=IMAGE, until=TIME (or 36h: how long ago)."
    )
    var filter: [String] = []

    @Option(help: FormatHelp.text(ImageLine.columns))
    var format: String?

    @Flag(help: "Do not cut IDs short.")
    var noTrunc = false

    @Flag(name: [.short, .long], help: "Print IDs only.")
    var quiet = false

    @Argument(help: "Show only images of this name, REPOSITORY[:TAG].")
    var repository: String?

    func run(in surroundings: Surroundings) throws {
        try OpenedStore.run(in: surroundings) { store in
            let filters = try ImageFilters(filter) { name in
                (try? store.resolve(name))?.config.created.flatMap(Age.seconds)
            }
            let inventory = try store.inventory()
            let withDigests = digests || format?.contains(".Digest") == true
            let all =
                inventory.images.flatMap { ImageLine.lines(of: $0, withDigests: withDigests) }
                + inventory.damaged.flatMap { ImageLine.lines(of: $0, withDigests: withDigests) }
            try show(all.filter { $0.matches(repository) && filters.admits($0) })
        }
    }

    private func show(_ lines: [ImageLine]) throws {
        if quiet {
            if format != nil { Ignored.formatBesideQuiet() }
            var seen: Set<Digest> = []
            for line in lines where seen.insert(line.id).inserted { print("\(id(of: line))") }
            return
        }
        let table = ImageLine.table(withDigests: digests, withNotes: lines.contains { !$0.note.isEmpty })
        let text = try ListFormat(format, table: table).text(
            lines.map { $0.item(id: id(of: $0)) }, columns: ImageLine.columns,
            in: .terminal(isWhole: noTrunc, spare: []))
        print(text, terminator: "")
    }

    private func id(of line: ImageLine) -> String { noTrunc ? line.id.description : line.id.short }
}
