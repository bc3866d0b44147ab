public import BuildPlan
internal import Builder
internal import Commands
internal import ImageFormat
internal import Printing
public import Surroundings

/// The work of `slipway race`: two Dockerfiles are each built again after the same edit, and timed.
public struct Race {
    private let places: [String]
    private let edited: String

    /// - Parameters:
    ///   - places: the paths of two folders or Dockerfiles.
    ///   - edited: the path of the edited file, relative to each folder.
    public init(between places: [String], edit edited: String) {
        self.places = places
        self.edited = edited
    }

    /// Builds a copy of each folder, edits the file, builds again, and reports the times. The builds run one after the
    /// other so that they do not slow each other down.
    ///
    /// - Parameter tell: called for each event of the four builds, in order. With nil, sentences on standard error tell
    ///   the progress.
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

    /// Runs the race for programs: writes each event as a line of JSON, and the report as the last line.
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
