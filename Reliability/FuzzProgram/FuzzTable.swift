import Foundation
import Fuzzing

/// The table of a run, in Markdown.
enum FuzzTable {
    static let head = """
        | format | inputs | refused | seconds | slowest input | growth | result |
        |---|---:|---:|---:|---:|---:|---|
        """

    static func row(_ format: Format, _ supervised: SupervisedOutcome) -> String {
        let outcome = supervised.outcome
        let cells = [
            format.name, "\(outcome.inputs)", "\(outcome.refused)", String(format: "%.1f", outcome.seconds),
            String(format: "%.1f ms", outcome.slowest.milliseconds), "\(outcome.growth >> 20) MiB",
            supervised.failure ?? "no crash, no hang, no growth",
        ]
        return "| " + cells.joined(separator: " | ") + " |"
    }
}
