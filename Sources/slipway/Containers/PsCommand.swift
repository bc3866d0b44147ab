import ArgumentParser
import ContainerRuntime
import ImageStore
import Printing
import Surroundings

/// `slipway ps`: docker's columns.
struct PsCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "ps", abstract: "List containers: those that run, or all.")

    @Flag(name: [.short, .long], help: "Show those that have ended too.")
    var all = false

    @Flag(name: [.short, .long], help: "Print IDs only.")
    var quiet = false

    @Flag(help: "Do not cut texts short.")
    var noTrunc = false

    @Flag(name: [.short, .long], help: "Show only the newest container.")
    var latest = false

    @Option(name: [.customShort("n"), .long], help: "Show only that many containers, the newest.")
    var last: Int?

    @Option(name: [.short, .long], help: "name=TEXT, status=created|running|exited, id=TEXT, ancestor=IMAGE.")
    var filter: [String] = []

    @Option(
        help:
            "json, or text with {{.ID}}, {{.Image}}, {{.Command}}, {{.RunningFor}}, {{.Status}}, {{.State}}, {{.Ports}}, {{.Names}} in it."
    )
    var format: String?

    func run(in surroundings: Surroundings) throws {
        try OpenedContainers.run(in: surroundings) { _, list in
            let tests = try filter.map(ContainerFilter.init)
            let asksAll = all || latest || last != nil || tests.contains { $0.asksForState }
            let lines = list.all().map { ContainerLine($0, isWhole: noTrunc) }
                .filter { line in (asksAll || line.state.isRunning) && tests.allSatisfy { $0.admits(line) } }
            try show(Array(lines.prefix(latest ? 1 : last ?? Int.max)))
        }
    }

    private func show(_ lines: [ContainerLine]) throws {
        if quiet {
            for line in lines { print("\(line.id)") }
        } else if let format {
            print(try FormatTemplate(format).text(lines.map(\.fields)), terminator: "")
        } else {
            let header = ["CONTAINER ID", "IMAGE", "COMMAND", "CREATED", "STATUS", "PORTS", "NAMES"]
            print(TextTable(header: header, rows: lines.map(\.row)).text(), terminator: "")
        }
    }
}

/// `--filter` of `ps`.
struct ContainerFilter {
    private let key: String
    private let value: String

    init(_ text: String) throws {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2, ["name", "status", "id", "ancestor"].contains(parts[0]) else {
            throw ValidationError("--filter \(text): offered are name=, status=, id= and ancestor=.")
        }
        (key, value) = (parts[0], parts[1])
    }

    var asksForState: Bool { key == "status" }

    func admits(_ line: ContainerLine) -> Bool {
        switch key {
        case "name": line.record.name.contains(value)
        case "id": line.record.id.hasPrefix(value)
        case "ancestor": line.record.image == value || line.record.imageID.contains(value)
        default: line.stateName == value
        }
    }
}
