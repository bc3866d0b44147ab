public import ImageFormat
public import Printing

/// The comparison of two builds as a report: as text for people, and as JSON for programs.
public struct DifferenceReport {
    private let difference: BuildDifference
    private let words: MissWords

    public init(_ difference: BuildDifference) {
        self.difference = difference
        words = MissWords(outline: difference.outline)
    }

    /// The report as text, with a newline after each line.
    public var text: PrintableText {
        let (count, seconds) = difference.misses
        let cost = count > 0 ? ", which took \(Quantity.seconds(seconds))" : ""
        return difference.steps.map(line).joined() + "\(difference.same) the same, \(count) not the same\(cost)\n"
    }

    private func line(_ step: ComparedStep) -> PrintableText {
        let head: PrintableText = "[\(step.outline.ordinal)/\(step.outline.stageStepCount)] \(step.outline.text)\n"
        switch step.verdict {
        case .base: return head
        case .same: return head + "      the same\n"
        case .differs(let cause, let seconds):
            let took = seconds.map { ", took \(Quantity.seconds($0))" } ?? ""
            return head + "      not the same\(took): \(words.reason(cause))\n"
        }
    }

    /// The report as a JSON object.
    public var json: JSON {
        let (count, seconds) = difference.misses
        return .object([
            "v": .integer(1), "same": .integer(Int64(difference.same)), "different": .integer(Int64(count)),
            "seconds": .number(seconds), "steps": .array(difference.steps.map(json)),
        ])
    }

    private func json(_ step: ComparedStep) -> JSON {
        let head: [JSON.Member] = [
            JSON.Member("stage", .integer(Int64(step.outline.stage))), JSON.Member("text", .string(step.outline.text)),
        ]
        switch step.verdict {
        case .base: return .object(head + [JSON.Member("verdict", .string("base"))])
        case .same(let seconds):
            return .object(head + [JSON.Member("verdict", .string("same"))] + Self.seconds(seconds))
        case .differs(let cause, let seconds):
            let why = [
                JSON.Member("verdict", .string("different")), JSON.Member("reason", .string(words.reason(cause))),
                JSON.Member("miss", cause.json),
            ]
            return .object(head + why + Self.seconds(seconds))
        }
    }

    private static func seconds(_ seconds: Double?) -> [JSON.Member] {
        seconds.map { [JSON.Member("seconds", .number($0))] } ?? []
    }
}
