public import BuildPlan

/// What came of a build in figures.
public struct BuildSummary: Equatable, Sendable {
    public var hits = 0
    public var executed = 0
    public var skipped = 0
    /// Seconds that the hits took when they were made.
    public var secondsSaved = 0.0
    /// Seconds that the build took so far.
    public var seconds = 0.0

    public init() {}
}

extension BuildRun {
    /// Counts the steps as they stand; FROM is none of them, because it is never built.
    public var summary: BuildSummary {
        var summary = BuildSummary()
        summary.seconds = lastTime
        for step in steps {
            guard case .ended(let finish) = step.phase else { continue }
            switch finish.outcome {
            case .cached(let saved):
                summary.hits += 1
                summary.secondsSaved += saved
            case .done, .failed: if step.outline.keyword != "FROM" { summary.executed += 1 }
            case .skipped, .cancelled: summary.skipped += 1
            }
        }
        if case .finished(.succeeded(let image)) = end {
            summary.hits = image.hits
            summary.executed = image.executed
            summary.secondsSaved = image.secondsSaved
        }
        return summary
    }

    /// Seconds of the build's clock at a moment of the lab's.
    public func clock(at now: Double) -> Double {
        guard isRunning, let origin else { return lastTime }
        return max(lastTime, now - origin)
    }

    /// The step that the build works on, or failed at, or ended with.
    public var currentStep: Int? {
        let failed = steps.firstIndex { $0.phase.isFailure }
        let running = steps.lastIndex { if case .running = $0.phase { true } else { false } }
        return failed ?? running
    }
}

extension StepPhase {
    public var isFailure: Bool {
        if case .ended(let finish) = self, case .failed = finish.outcome { true } else { false }
    }

    /// Why the step had to run, where it had to.
    public var miss: MissCause? {
        if case .ended(let finish) = self { finish.miss } else { nil }
    }
}
