import ArgumentParser
import BuildRuns
import Commands
import ImageFormat
import Printing
import Surroundings

/// `slipway race`: two Dockerfiles, the same edit, and which of them is built again sooner.
struct RaceCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "race", abstract: "Build two Dockerfiles again after the same edit, side by side.",
        discussion: """
            Both are built once, so that all is in the cache. Then a line is added to the file in a copy of each folder, \
            and both are built again, with a stopwatch. Your own files stay as they are.
            """)

    @Option(help: "The file that is edited, by its path in the folders.")
    var edit: String

    @Option(help: "text or json.")
    var format = "text"

    @Option(help: "auto, or rawjson: each event of the builds as a line of JSON, and the report as the last line.")
    var progress = "auto"

    @Argument(help: "A folder with a Dockerfile, or a Dockerfile by its path.")
    var first: String

    @Argument(help: "Another one.")
    var second: String

    func validate() throws {
        _ = try ReportFormat(format)
        guard ["auto", "rawjson"].contains(progress) else {
            throw ValidationError("--progress \(progress): it is auto or rawjson.")
        }
    }

    func run(in surroundings: Surroundings) throws {
        let race = Race(between: [first, second], edit: edit)
        if progress == "rawjson" { return try race.stream(in: surroundings) }
        let report = try race.run(in: surroundings)
        try ReportFormat(format).show(report.text, json: report.json)
    }
}
