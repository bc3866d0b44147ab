internal import BuildPlan
public import ImageFormat
public import Printing

/// The report of a race: the steps of both builds side by side, and the cost of each build.
public struct RaceReport {
    let names: [String]
    let runs: [KeptBuild]
    let edited: String

    private static let width = 58

    /// The report as text.
    public var text: PrintableText {
        let columns = runs.map { run in run.outline.steps.map { Self.cell($0, run.ends[$0.id]) } }
        let head = zip(names, 0...).map { "\($1 == 0 ? "A" : "B")  \($0)" }
        let rows = (0..<(columns.map(\.count).max() ?? 0)).map { row in
            columns.map { $0.indices.contains(row) ? $0[row] : "" }
        }
        let lines = ([head] + rows).map { row -> PrintableText in "\(Self.fitting(row[0]))  \(row[1])\n" }
        let sums = zip(["A", "B"], runs).map { letter, run -> PrintableText in "\(letter): \(Self.sum(run))\n" }
        return "After an edit of \(edited):\n" + lines.joined() + sums.joined() + "\(verdict)\n"
    }

    private static func cell(_ step: StepOutline, _ end: StepFinish?) -> String {
        let words: String =
            switch end?.outcome {
            case .cached: "CACHED"
            case .done: step.keyword == "FROM" ? "" : Quantity.seconds(end?.duration ?? 0)
            case .failed: "FAILED"
            case .skipped, nil: "skipped"
            case .cancelled: "stopped"
            }
        return words + String(repeating: " ", count: max(0, 9 - words.count)) + step.text.prefix(width - 10)
    }

    private static func fitting(_ text: String) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    private static func bytes(_ run: KeptBuild) -> Int64 {
        run.ran.reduce(0) { $0 + (run.ends[$1.id]?.layerBytes ?? 0) }
    }

    private static func sum(_ run: KeptBuild) -> String {
        "\(run.hits) from the cache, \(run.ran.count) ran, \(Quantity.bytes(bytes(run))) written, \(Quantity.seconds(run.seconds))"
    }

    private var verdict: String { RaceVerdict(first: runs[0].seconds, second: runs[1].seconds).text }

    /// The report as JSON.
    public var json: JSON {
        .object([
            "v": .integer(1), "edited": .string(edited),
            "lanes": .array(
                zip(names, runs).map { name, run in
                    .object([
                        "name": .string(name), "seconds": .number(run.seconds), "hits": .integer(Int64(run.hits)),
                        "ran": .integer(Int64(run.ran.count)), "bytes": .integer(Self.bytes(run)),
                    ])
                }),
        ])
    }
}
