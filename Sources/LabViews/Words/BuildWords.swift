import BuildPlan
import LabModel

/// The sentences of the build pane.
enum BuildWords {
    static let nothingYet = "Nothing was built yet. F5 builds the image from the Dockerfile."
    static let nothingInStep =
        "Nothing was built in this step yet. What the steps before it made is there. F5 builds the image from the Dockerfile."
    static let stopped =
        "F5 goes on from here, Alt-J builds one instruction more, Alt-U one less, Alt-G opens a shell here."
    static let legend = "Enter opens or folds a step's log. c compares with the build before. F5 builds again."

    /// What stands in the place of a build. Behind the first step of a performance images are there that it did not show.
    static func nothing(_ model: LabModel) -> String {
        model.presentation != nil && model.panes.lesson.stepIndex > 0 ? nothingInStep : nothingYet
    }

    /// How the whole build stands, in a line.
    static func headline(_ run: BuildRun, clock: Double) -> String {
        let tag = run.start?.tags.first.map { " " + shortTag($0) } ?? " the image"
        let time = Quantity.seconds(clock)
        switch run.end {
        case nil where run.isCancelling: return "Stopping the build of\(tag)…"
        case nil where run.steps.isEmpty: return "Reading the Dockerfile of\(tag)… \(time)"
        case nil: return "Building\(tag): \(endedCount(run)) of \(run.steps.count) steps, \(time)"
        case .finished(.succeeded): return "Built\(tag) in \(time)"
        case .finished(.stopped(let step, _)):
            let line =
                run.steps.first { $0.outline.id == step }.map { "line \($0.outline.firstLine)" } ?? "the breakpoint"
            return "Stopped before \(line) of the Dockerfile"
        case .finished(.failed): return "The build of\(tag) failed after \(time)"
        case .finished(.refused): return "The build of\(tag) did not start"
        case .finished(.cancelled): return "You stopped the build of\(tag). What was finished stays in the cache."
        case .lost: return "The builder ended before the build did"
        }
    }

    /// `3 from the cache, 2 ran; the cache saved 1.6 s`.
    static func summary(_ summary: BuildSummary) -> String {
        var words = "\(summary.hits) from the cache, \(summary.executed) ran"
        if summary.skipped > 0 { words += ", \(summary.skipped) skipped" }
        if summary.secondsSaved >= 0.05 { words += "; the cache saved \(Quantity.seconds(summary.secondsSaved))" }
        return words
    }

    /// What the same instruction did in the build that this one is compared with.
    static func other(_ outcome: EarlierOutcome, _ relation: BuildComparison.Relation) -> String {
        let when =
            switch relation {
            case .earlier: "before: "
            case .later: "later: "
            }
        switch outcome {
        case .isNew: return when + "this instruction was not there"
        case .was(let finish):
            let time = Quantity.seconds(finish.duration)
            switch finish.outcome {
            case .cached: return when + "CACHED"
            case .done: return when + "ran, \(time)"
            case .failed: return when + "failed after \(time)"
            case .skipped: return when + "skipped"
            case .cancelled: return when + "stopped"
            }
        }
    }

    static func progress(_ progress: StepProgress) -> String {
        guard let total = progress.total, total > 0 else { return progress.activity }
        if progress.unit == "bytes" {
            return "\(progress.activity): \(Quantity.bytes(progress.completed)) of \(Quantity.bytes(total))"
        }
        return "\(progress.activity): \(progress.completed) of \(total) \(progress.unit)"
    }

    static func omitted(_ count: Int) -> String { "… \(count) lines are left out here …" }

    static func context(_ context: ContextSummary) -> String {
        "Build context: \(context.files) file\(context.files == 1 ? "" : "s"), \(Quantity.bytes(context.bytes))"
    }

    private static func endedCount(_ run: BuildRun) -> Int {
        run.steps.count { if case .ended = $0.phase { true } else { false } }
    }

    /// A reference without what every one of Docker's own starts with.
    static func shortTag(_ tag: String) -> String {
        for prefix in ["docker.io/library/", "docker.io/"] where tag.hasPrefix(prefix) {
            return String(tag.dropFirst(prefix.count))
        }
        return tag
    }
}
