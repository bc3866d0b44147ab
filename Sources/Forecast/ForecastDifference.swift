public import BuildPlan

/// A step that ended otherwise than its forecast said, which is a defect of the forecast.
public struct ForecastDifference: Equatable, Sendable {
    public var step: StepOutline
    public var foreseen: StepForecast
    public var was: StepFinish

    public init(step: StepOutline, foreseen: StepForecast, was: StepFinish) {
        self.step = step
        self.foreseen = foreseen
        self.was = was
    }
}

extension BuildForecast {
    /// The differences between the forecast and a build. `ends` are the ends of the build's steps in any order.
    ///
    /// Steps of which the forecast said that nobody can know are never wrong. Nor are those that a failing command
    /// or the user kept the build from, because no forecast runs a command.
    public func differences(from ends: [StepFinish]) -> [ForecastDifference] {
        let ends = Dictionary(ends.map { ($0.step, $0) }, uniquingKeysWith: { first, _ in first })
        let isCutShort = steps.contains { step in
            guard let end = ends[step.outline.id] else { return true }
            return step.forecast.mayEndTheBuild && end.outcome.endsTheBuild
        }
        return steps.compactMap { step in
            guard let end = ends[step.outline.id], !step.allows(end, isCutShort: isCutShort) else { return nil }
            return ForecastDifference(step: step.outline, foreseen: step.forecast, was: end)
        }
    }
}

extension StepForecast {
    /// Whether the step may fail, as far as the forecast knows.
    fileprivate var mayEndTheBuild: Bool {
        switch self {
        case .runs, .open: true
        case .base, .cached, .fails, .notReached, .notNeeded: false
        }
    }
}

extension ForeseenStep {
    fileprivate func allows(_ end: StepFinish, isCutShort: Bool) -> Bool {
        if isCutShort, end.outcome == .skipped || end.outcome == .cancelled { return true }
        switch forecast {
        case .open: return true
        case .base: return end.outcome == .done
        case .cached: if case .cached = end.outcome { return true } else { return false }
        case .runs(let cause, _):
            // A missing file of another stage shows only when that stage has been built.
            if case .failed = end.outcome, end.miss == nil { return outline.text.contains("from=") }
            return end.outcome.ran && (cause == nil || cause == end.miss)
        case .fails(let failure):
            if case .failed(let was) = end.outcome { return was.message == failure.message } else { return false }
        case .notReached, .notNeeded: return end.outcome == .skipped || end.outcome == .cancelled
        }
    }
}

extension StepOutcome {
    fileprivate var ran: Bool {
        switch self {
        case .done, .failed: true
        case .cached, .skipped, .cancelled: false
        }
    }

    fileprivate var endsTheBuild: Bool {
        switch self {
        case .failed, .cancelled: true
        case .cached, .done, .skipped: false
        }
    }
}
