import ArgumentParser
import BuildPlan
import Builder
import ImageFormat
import ImageStore
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

    @Argument(help: "A folder with a Dockerfile, or a Dockerfile by its path.")
    var first: String

    @Argument(help: "Another one.")
    var second: String

    func validate() throws {
        guard ["text", "json"].contains(format) else {
            throw ValidationError("--format \(format): it is text or json.")
        }
    }

    func run(in surroundings: Surroundings) throws {
        let store = try BuildStore.open(in: surroundings)
        let lanes = try [first, second].map { try RaceLane($0, in: surroundings) }
        defer { for lane in lanes { lane.remove() } }
        let cancellation = Interruption.watch()
        for lane in lanes {
            Complaint.note("Building \(lane.name), so that all of it is in the cache…")
            try Self.demand(lane.build(store, surroundings, cancellation), of: lane)
        }
        for lane in lanes { try lane.edit(edit) }
        let runs = try lanes.map { lane in
            let run = lane.build(store, surroundings, cancellation)
            try Self.demand(run, of: lane)
            return run
        }
        let report = RaceReport(names: [first, second], runs: runs, edited: edit)
        if format == "json" {
            print(PrintableText(json: report.json.pretty()), terminator: "")
        } else {
            print(report.text, terminator: "")
        }
    }

    private static func demand(_ run: KeptBuild, of lane: RaceLane) throws {
        if case .succeeded? = run.result { return }
        let words = run.failure.map { "line \($0.step.firstLine), \($0.failure.message)" } ?? run.reasons
        throw CommandFailure("\(lane.name) cannot race, because it is not built: \(words)")
    }
}

extension KeptBuild {
    fileprivate var reasons: String {
        if case .refused(let refusals) = result { return refusals.map(\.message).joined(separator: " ") }
        return outcome
    }
}
