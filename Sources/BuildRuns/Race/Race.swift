public import BuildPlan
internal import Builder
internal import Commands
internal import ImageFormat
internal import Printing
public import Surroundings

/// Two Dockerfiles that are built again after the same edit.
public struct Race {
    private let places: [String]
    private let edited: String

    /// - Parameters:
    ///   - places: two folders, or Dockerfiles.
    ///   - edited: the file that is edited, by its path in the folders.
    public init(between places: [String], edit edited: String) {
        self.places = places
        self.edited = edited
    }

    /// Builds each, edits a copy of its files, builds it again, and tells what that took. One is built after the other,
    /// so that neither takes time from the other.
    ///
    /// - Parameter tell: called for each event of the four builds, in order; nil where sentences on standard error are to
    ///   say what goes on.
    public func run(in surroundings: Surroundings, tell: ((RaceEvent) -> Void)? = nil) throws -> RaceReport {
        let store = try BuildStore.open(in: surroundings)
        let lanes = try places.map { try RaceLane($0, in: surroundings) }
        defer { for lane in lanes { lane.remove() } }
        let cancellation = Interruption.watch()
        func build(_ lane: RaceLane, _ side: RaceSide, _ lap: RaceLap) throws -> KeptBuild {
            let run = lane.build(store, surroundings, cancellation) { event in
                tell?(RaceEvent(side: side, lap: lap, build: event))
            }
            try Self.demand(run, of: lane)
            return run
        }
        for (lane, side) in zip(lanes, RaceSide.allCases) {
            if tell == nil { Complaint.note("Building \(lane.name), so that all of it is in the cache…") }
            _ = try build(lane, side, .warmUp)
        }
        for lane in lanes { try lane.edit(edited) }
        let runs = try zip(lanes, RaceSide.allCases).map { try build($0, $1, .race) }
        return RaceReport(names: places, runs: runs, edited: edited)
    }

    /// Does so for programs: writes each event of the builds as a line, and the report as the last one.
    public func stream(in surroundings: Surroundings) throws {
        let report = try run(in: surroundings) { Self.write($0.line) }
        Self.write(report.json.encoded())
    }

    private static func write(_ line: [UInt8]) {
        StandardStream.output.write(PrintableText.escaped(json: line) + [UInt8(ascii: "\n")], as: .jsonLines)
    }

    private static func demand(_ run: KeptBuild, of lane: RaceLane) throws {
        if case .succeeded? = run.result { return }
        let words = run.failure.map { "line \($0.step.firstLine), \($0.failure.message)" } ?? reasons(of: run)
        throw CommandFailure("\(lane.name) cannot race, because it is not built: \(words)")
    }

    private static func reasons(of run: KeptBuild) -> String {
        if case .refused(let refusals) = run.result { return refusals.map(\.message).joined(separator: " ") }
        return run.outcome
    }
}
