public import Printing

/// The report of `slipway why` on a build: for each step, whether it came from the cache, and the cause where not.
public struct WhyReport {
    public let text: PrintableText

    /// - Parameter damagedLines: how many lines of the build's journal could not be read; the report mentions them.
    public init(events: [BuildEvent], damagedLines: Int = 0) {
        var outline = BuildOutline(stages: [], steps: [])
        var ends: [StepID: StepFinish] = [:]
        var heading: PrintableText = ""
        for event in events {
            switch event {
            case .started(let start):
                let names: PrintableText = start.tags.isEmpty ? "" : " as \(start.tags.joined(separator: ", "))"
                heading = "\(start.dockerfile) with \(start.context)\(names)\n"
            case .planned(let planned): outline = planned
            case .stepFinished(let finish): ends[finish.step] = finish
            case .contextRead, .stepStarted, .stepProgress, .stepLog, .warning, .finished: break
            }
        }
        let words = MissWords(outline: outline)
        text = heading + outline.steps.map { Self.line($0, ends[$0.id], words) }.joined() + Self.told(damagedLines)
    }

    private static func told(_ damagedLines: Int) -> PrintableText {
        switch damagedLines {
        case 0: ""
        case 1: "A line of this build's journal is damaged; what it said is left out.\n"
        default: "\(damagedLines) lines of this build's journal are damaged; what they said is left out.\n"
        }
    }

    private static func line(_ step: StepOutline, _ end: StepFinish?, _ words: MissWords) -> PrintableText {
        let place = "[\(step.ordinal)/\(step.stageStepCount)]"
        guard let end else { return "\(place) \(step.text)\n      not reached\n" }
        return "\(place) \(step.text)\n      \(verdict(end, words))\n"
    }

    private static func verdict(_ end: StepFinish, _ words: MissWords) -> PrintableText {
        let why = end.miss.map { PrintableText(": \(words.reason($0))") } ?? ""
        switch end.outcome {
        case .cached(let saved): return "from the cache, which saved \(Quantity.seconds(saved))"
        case .done: return "ran for \(Quantity.seconds(end.duration))\(why)"
        case .failed: return "failed\(why)"
        case .skipped: return "skipped"
        case .cancelled: return "cancelled\(why)"
        }
    }
}
