import BuildPlan
import CommandLines
import LabModel

/// The sentences of a race.
enum RaceWords {
    static let goesOn =
        "Each is built once, so that all of it is in the cache. Then both are built again after the same edit, one after the other, so that neither takes time from the other. Your own files stay as they are."
    static let stopping = "Stopping the race…"
    static let stopped = "You stopped the race."

    static func headline(_ race: RaceRun) -> String { "Race: " + race.line.words.joined(separator: " ") }

    static func keys(_ race: RaceRun) -> String { race.isRunning ? "x stops it" : "Esc goes back to the build" }

    /// What a racer is at.
    static func lap(_ racer: RaceRun.Racer) -> String {
        switch racer.lap {
        case nil: "waits"
        case .warmUp: racer.run.isRunning ? "fills the cache" : "is in the cache, and waits"
        case .race: racer.run.isRunning ? "is built again after the edit" : "was built again after the edit"
        }
    }

    /// What a build came to: where its steps came from, and what it wrote. Empty until it has ended.
    static func sums(_ racer: RaceRun.Racer) -> [String] {
        guard racer.lap == .race, !racer.run.isRunning else { return [] }
        let summary = racer.run.summary
        let written = Quantity.bytes(racer.bytesWritten)
        return ["\(summary.hits) from the cache, \(summary.executed) ran", "\(written) written"]
    }
}
