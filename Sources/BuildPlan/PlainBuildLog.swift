/// The event stream as plain text: a line an instruction, its output under it, and why it ran.
public struct PlainBuildLog {
    private var outline = BuildOutline(stages: [], steps: [])
    private var words = MissWords(outline: BuildOutline(stages: [], steps: []))
    /// The step whose heading was printed last; output of another one prints its own heading again.
    private var open: StepID?
    /// Whether the last output ended in the middle of a line.
    private var isMidLine = false
    private var lastActivity: [StepID: String] = [:]

    public init() {}

    /// What to print for an event, newlines included; empty where there is nothing to say.
    public mutating func text(for event: BuildEvent) -> String {
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

    private mutating func plan(_ outline: BuildOutline) -> String {
        self.outline = outline
        words = MissWords(outline: outline)
        return ""
    }

    private mutating func progress(_ progress: StepProgress) -> String {
        guard lastActivity[progress.step] != progress.activity else { return "" }
        lastActivity[progress.step] = progress.activity
        return closeLine() + openHeading(progress.step) + Self.indent + progress.activity + "\n"
    }

    private mutating func output(_ log: StepLog) -> String {
        guard !log.text.isEmpty else { return "" }
        var text = log.step == open ? "" : closeLine() + openHeading(log.step)
        let lines = log.text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        for line in lines.dropLast() {
            text += (isMidLine ? "" : Self.indent) + line + "\n"
            isMidLine = false
        }
        if let rest = lines.last, !rest.isEmpty {
            text += (isMidLine ? "" : Self.indent) + rest
            isMidLine = true
        }
        return text
    }

    private mutating func end(_ finish: StepFinish) -> String {
        guard let step = outline.steps.first(where: { $0.id == finish.step }) else { return "" }
        if case .skipped = finish.outcome { return "" }
        let heading = open == step.id ? mark(step) : mark(step) + " " + step.text
        var text = closeLine() + heading + " … " + Self.result(finish) + "\n"
        open = nil
        if let cause = finish.miss { text += Self.indent + "why: " + words.reason(cause) + "\n" }
        if let note = finish.note { text += Self.indent + "note: " + note + "\n" }
        if case .failed(let failure) = finish.outcome { text += Self.failure(failure) }
        return text
    }

    private mutating func openHeading(_ id: StepID) -> String {
        guard open != id, let step = outline.steps.first(where: { $0.id == id }) else { return "" }
        open = id
        return "\(mark(step)) \(step.text)\n"
    }

    private mutating func closeLine() -> String {
        defer { isMidLine = false }
        return isMidLine ? "\n" : ""
    }

    /// `[2/5]`, or `[build 2/5]` when there are several stages.
    private func mark(_ step: StepOutline) -> String {
        let place = "\(step.ordinal)/\(step.stageStepCount)"
        guard outline.stages.count > 1 else { return "[\(place)]" }
        let name = outline.stages.first { $0.index == step.stage }?.name ?? "stage-\(step.stage)"
        return "[\(name) \(place)]"
    }

    private static let indent = "      "

    private static func result(_ finish: StepFinish) -> String {
        switch finish.outcome {
        case .cached(let saved): saved >= 0.05 ? "CACHED (saved \(Quantity.seconds(saved)))" : "CACHED"
        case .done: "done in \(Quantity.seconds(finish.duration))" + size(finish.layerBytes)
        case .failed: "FAILED after \(Quantity.seconds(finish.duration))"
        case .skipped: "skipped"
        case .cancelled: "cancelled"
        }
    }

    private static func size(_ bytes: Int64?) -> String {
        guard let bytes, bytes > 0 else { return "" }
        return ", layer of \(Quantity.bytes(bytes))"
    }

    private static func failure(_ failure: StepFailure) -> String {
        var text = "\n\(failure.location): \(failure.message)\n"
        if let advice = failure.advice { text += "What to do: \(advice)\n" }
        return text
    }

    private static func warning(_ warning: BuildWarning) -> String {
        let place = warning.line.map { "line \($0): " } ?? ""
        return "warning: \(place)\(warning.message) (\(warning.rule))\n"
    }

    private func summary(_ result: BuildResult) -> String {
        switch result {
        case .succeeded(let image): Self.success(image)
        case .stopped(let step, let image):
            "\nThe build stopped before \(name(of: step)).\nWhat stands above it is \(image)\n"
        case .failed(let step): "\nThe build failed at \(name(of: step)).\n"
        case .refused(let refusals): refusals.map(Self.refusal).joined()
        case .cancelled: "\nThe build was cancelled. What was finished stays in the cache.\n"
        }
    }

    private func name(of id: StepID) -> String {
        outline.steps.first { $0.id == id }.map { "\(mark($0)) \($0.text)" } ?? "step \(id.index + 1)"
    }

    private static func success(_ image: BuiltImage) -> String {
        let names = image.tags.isEmpty ? "" : "\(image.tags.joined(separator: ", ")) is "
        let saved = image.secondsSaved >= 0.05 ? ", which saved \(Quantity.seconds(image.secondsSaved))" : ""
        return """

            \(names)\(image.imageID) (\(Quantity.bytes(image.size)))
            \(image.hits) from the cache\(saved); \(image.executed) executed

            """
    }

    private static func refusal(_ refusal: Refusal) -> String {
        let place = refusal.location.map { "\($0): " } ?? ""
        let advice = refusal.advice.map { "What to do: \($0)\n" } ?? ""
        return "\(place)\(refusal.message)\n\(advice)"
    }
}
