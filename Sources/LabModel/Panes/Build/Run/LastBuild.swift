internal import BuildPlan
public import SelfChecks

/// What the lab has seen of a build itself, for the checks.
public enum LastBuild: Sendable {
    case none
    case running
    /// It was made by Slipway on the way to the beginning of the step, or while it was on that way.
    case caughtUp
    /// When it ended, by the lab's clock.
    case ended(BuildEvidence, at: Double)

    init(_ run: BuildRun?) {
        guard let run else {
            self = .none
            return
        }
        self = run.end == nil ? .running : .ended(run.evidence, at: (run.origin ?? 0) + run.lastTime)
    }
}

extension BuildRun {
    /// The build as the checks see it.
    public var evidence: BuildEvidence {
        let ended = steps.compactMap { step -> BuildEvidence.Step? in
            guard case .ended(let finish) = step.phase else { return nil }
            return BuildEvidence.Step(text: step.outline.text, outcome: finish.outcome, miss: finish.miss)
        }
        if case .finished(let result) = end { return BuildEvidence(steps: ended, result: result) }
        return BuildEvidence(steps: ended, result: nil)
    }
}
