public import Printing

/// Writes the event stream as plain text: one line for each instruction, its output below it, and why it ran.
public struct PlainBuildLog {
    private var outline = BuildOutline(stages: [], steps: [])
    private var words = MissWords(outline: BuildOutline(stages: [], steps: []))
    /// The step whose heading was printed last. Output of another step repeats that step's heading first.
    private var open: StepID?
    private var lines = IndentedOutput(indent: PlainBuildLog.indent)
    private var filters: [Source: OutputFilter] = [:]
    private var lastActivity: [StepID: String] = [:]

    /// One output stream of a step. Each has its own state, because a control sequence may be cut in two by output of
    /// another stream.
    private struct Source: Hashable {
        var step: StepID
        var stream: StepLog.Stream
    }

    public init() {}

    /// The text for an event, newlines included; empty where the event is not shown.
    public mutating func text(for event: BuildEvent) -> PrintableText {
        switch event {
        case .started, .contextRead, .stepStarted: ""
        case .planned(let outline): plan(outline)
        case .stepProgress(let progress): self.progress(progress)
        case .stepLog(let log): output(log)
        case .stepFinished(let finish): end(finish)
        case .warning(let warning): closeLine() + Self.warning(warning)
        case .finished(let result): closeLine() + summary(result)
        }
    }

    private mutating func plan(_ outline: BuildOutline) -> PrintableText {
        self.outline = outline
        words = MissWords(outline: outline)
        return ""
    }

    private mutating func progress(_ progress: StepProgress) -> PrintableText {
        guard lastActivity[progress.step] != progress.activity else { return "" }
        lastActivity[progress.step] = progress.activity
        return closeLine() + openHeading(progress.step) + "\(Self.indent)\(progress.activity)\n"
    }

    private mutating func output(_ log: StepLog) -> PrintableText {
        guard !log.text.isEmpty else { return "" }
        let heading = log.step == open ? "" : closeLine() + openHeading(log.step)
        let source = Source(step: log.step, stream: log.stream)
        return heading + lines.lines(of: log.text, through: &filters[source, default: OutputFilter()])
    }

    private mutating func end(_ finish: StepFinish) -> PrintableText {
        guard let step = outline.steps.first(where: { $0.id == finish.step }) else { return "" }
        if case .skipped = finish.outcome { return "" }
        let heading: PrintableText = open == step.id ? mark(step) : "\(mark(step)) \(step.text)"
        var text: PrintableText = "\(closeLine())\(heading) … \(Self.result(finish))\n"
        open = nil
        if let cause = finish.miss { text += "\(Self.indent)why: \(words.reason(cause))\n" }
        if let note = finish.note { text += "\(Self.indent)note: \(note)\n" }
        if case .failed(let failure) = finish.outcome { text += Self.failure(failure) }
        return text
    }

    private mutating func openHeading(_ id: StepID) -> PrintableText {
        guard open != id, let step = outline.steps.first(where: { $0.id == id }) else { return "" }
        open = id
        return "\(mark(step)) \(step.text)\n"
    }

    private mutating func closeLine() -> PrintableText { lines.close() }

    /// The number of the step: `[2/5]`, or `[build 2/5]` when there are several stages.
    private func mark(_ step: StepOutline) -> PrintableText {
        let place = "\(step.ordinal)/\(step.stageStepCount)"
        guard outline.stages.count > 1 else { return "[\(place)]" }
        let name = outline.stages.first { $0.index == step.stage }?.name ?? "stage-\(step.stage)"
        return "[\(name) \(place)]"
    }

    private static let indent: PrintableText = "      "

    private static func result(_ finish: StepFinish) -> PrintableText {
        switch finish.outcome {
        case .cached(let saved): saved >= 0.05 ? "CACHED (saved \(Quantity.seconds(saved)))" : "CACHED"
        case .done: "done in \(Quantity.seconds(finish.duration))" + size(finish.layerBytes)
        case .failed: "FAILED after \(Quantity.seconds(finish.duration))"
        case .skipped: "skipped"
        case .cancelled: "cancelled"
        }
    }

    private static func size(_ bytes: Int64?) -> PrintableText {
        guard let bytes, bytes > 0 else { return "" }
        return ", layer of \(Quantity.bytes(bytes))"
    }

    private static func failure(_ failure: StepFailure) -> PrintableText {
        var text: PrintableText = "\n\(failure.location): \(lines(failure.message))\n"
        if let advice = failure.advice { text += "What to do: \(lines(advice))\n" }
        return text
    }

    private static func warning(_ warning: BuildWarning) -> PrintableText {
        let place = warning.line.map { PrintableText("line \($0): ") } ?? ""
        return "warning: \(place)\(lines(warning.message)) (\(warning.rule))\n"
    }

    private func summary(_ result: BuildResult) -> PrintableText {
        switch result {
        case .succeeded(let image): Self.success(image)
        case .stopped(let step, let image):
            "\nThe build stopped before \(name(of: step)).\nWhat stands above it is \(image)\n"
        case .failed(let step): "\nThe build failed at \(name(of: step)).\n"
        case .refused(let refusals): refusals.map(Self.refusal).joined()
        case .cancelled: "\nThe build was cancelled. What was finished stays in the cache.\n"
        }
    }

    private func name(of id: StepID) -> PrintableText {
        outline.steps.first { $0.id == id }.map { PrintableText("\(mark($0)) \($0.text)") } ?? "step \(id.number)"
    }

    private static func success(_ image: BuiltImage) -> PrintableText {
        let names: PrintableText = image.tags.isEmpty ? "" : "\(image.tags.joined(separator: ", ")) is "
        let saved: PrintableText =
            image.secondsSaved >= 0.05 ? ", which saved \(Quantity.seconds(image.secondsSaved))" : ""
        return """

            \(names)\(image.imageID) (\(Quantity.bytes(image.size)))
            \(image.hits) from the cache\(saved); \(image.executed) executed

            """
    }

    private static func refusal(_ refusal: Refusal) -> PrintableText {
        let place = refusal.location.map { PrintableText("\($0): ") } ?? ""
        let advice = refusal.advice.map { PrintableText("What to do: \(lines($0))\n") } ?? ""
        return "\(place)\(lines(refusal.message))\n\(advice)"
    }

    private static func lines(_ text: String) -> PrintableText { PrintableText(lines: text) }
}
