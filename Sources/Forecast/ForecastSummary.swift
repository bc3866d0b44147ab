public import BuildPlan

/// A forecast in figures; FROM counts nowhere, because it is never built.
public struct ForecastSummary: Equatable, Sendable {
    public var cached = 0
    public var runs = 0
    /// The number of steps whose outcome cannot be known before the build.
    public var open = 0
    /// Whether a base image that the build needs is not in the store: what stands on it is not known until it is.
    public var awaitsBase = false
    /// Seconds that the steps which run took in earlier builds.
    public var seconds = 0.0
    /// The number of RUN steps that run or may run and whose duration is not known from an earlier build.
    public var untimed = 0
    /// The step that cannot be done.
    public var failing: StepOutline?

    public init(_ steps: [ForeseenStep]) {
        for step in steps { count(step) }
    }

    private mutating func count(_ step: ForeseenStep) {
        switch step.forecast {
        case .base, .notReached, .notNeeded: break
        case .cached: cached += 1
        case .runs(_, let seconds):
            runs += 1
            time(seconds, step)
        case .open(let question, let seconds):
            switch question {
            case .base, .standIn: awaitsBase = true
            case .step, .download, .files: break
            }
            guard step.outline.keyword != "FROM" else { return }
            open += 1
            time(seconds, step)
        case .fails: failing = step.outline
        }
    }

    private mutating func time(_ seconds: Double?, _ step: ForeseenStep) {
        self.seconds += seconds ?? 0
        if seconds == nil, step.outline.keyword == "RUN" { untimed += 1 }
    }

    /// `4 from the cache, 2 run, about 3.4 s`; `the base image is not here yet: up to 6 run, time not known`.
    public var words: String {
        var parts = cached > 0 || !awaitsBase ? ["\(cached) from the cache"] : []
        if runs > 0 || open == 0 { parts.append("\(runs) \(runs == 1 ? "runs" : "run")") }
        if open > 0 { parts.append(awaitsBase ? "up to \(open) run" : "\(open) may run") }
        if let failing { parts.append("line \(failing.firstLine) fails") }
        let words = (parts + [time].compactMap { $0 }).joined(separator: ", ")
        return awaitsBase ? "the base image is not here yet: \(words)" : words
    }

    private var time: String? {
        guard runs + open > 0, failing == nil else { return nil }
        if untimed > 0 { return seconds < 0.05 ? "time not known" : "at least \(Quantity.seconds(seconds))" }
        return "about \(Quantity.seconds(seconds))"
    }
}
