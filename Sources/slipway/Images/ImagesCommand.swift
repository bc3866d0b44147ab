import ArgumentParser
import ImageFormat
import ImageStore
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

    @Option(
        help: "json, or text with {{.Repository}}, {{.Tag}}, {{.ID}}, {{.CreatedSince}}, {{.Size}}, {{.StandIn}} in it."
    )
    var format: String?

    @Flag(help: "Do not cut IDs short.")
    var noTrunc = false

    @Flag(name: [.short, .long], help: "Print IDs only.")
    var quiet = false

    @Argument(help: "Show only images of this name, REPOSITORY[:TAG].")
    var repository: String?

    func run(in surroundings: Surroundings) throws {
        try OpenedStore.run(in: surroundings) { store in
            let filters = try filter.map { try ImageFilter($0, store: store) }
            let inventory = try store.inventory()
            let all =
                inventory.images.flatMap { ImageLine.lines(of: $0) }
                + inventory.damaged.flatMap { ImageLine.lines(of: $0) }
            let lines =
                all
                .filter { line in line.matches(repository) && filters.allSatisfy { $0.admits(line) } }
            try show(lines)
        }
    }

    private func show(_ lines: [ImageLine]) throws {
        if quiet {
            var seen: Set<Digest> = []
            for line in lines where seen.insert(line.id).inserted { print("\(id(of: line))") }
        } else if let format {
            print(try FormatTemplate(format).text(lines.map { $0.fields(id: id(of: $0)) }), terminator: "")
        } else {
            print(table(lines).text(), terminator: "")
        }
    }

    private func id(of line: ImageLine) -> String { noTrunc ? line.id.description : line.id.short }

    private func table(_ lines: [ImageLine]) -> TextTable {
        let hasNotes = lines.contains { !$0.note.isEmpty }
        var header = ["REPOSITORY", "TAG"]
        if digests { header.append("DIGEST") }
        header += ["IMAGE ID", "CREATED", "SIZE"]
        if hasNotes { header.append("NOTE") }
        var table = TextTable(header: header)
        for line in lines {
            var row = [line.repository, line.tag]
            if digests { row.append(line.digest) }
            row += [id(of: line), line.created, line.size]
            if hasNotes { row.append(line.note) }
            table.rows.append(row)
        }
        return table
    }
}
