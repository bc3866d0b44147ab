internal import BuildPlan
internal import Builder
internal import Commands
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

    /// Builds each, edits a copy of its files, builds it again, and tells what that took.
    public func run(in surroundings: Surroundings) throws -> RaceReport {
        let store = try BuildStore.open(in: surroundings)
        let lanes = try places.map { try RaceLane($0, in: surroundings) }
        defer { for lane in lanes { lane.remove() } }
        let cancellation = Interruption.watch()
        for lane in lanes {
            Complaint.note("Building \(lane.name), so that all of it is in the cache…")
            try Self.demand(lane.build(store, surroundings, cancellation), of: lane)
        }
        for lane in lanes { try lane.edit(edited) }
        let runs = try lanes.map { lane in
            let run = lane.build(store, surroundings, cancellation)
            try Self.demand(run, of: lane)
            return run
        }
        return RaceReport(names: places, runs: runs, edited: edited)
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
