internal import BuildPlan

/// What the lab asks of the last build.
extension BuildPane {
    /// The line that the last build stopped before; nil where it went on to its end.
    var stoppedLine: Int? {
        guard case .finished(.stopped(let step, _)) = run?.end else { return nil }
        return run?.steps.first { $0.outline.id == step }?.outline.firstLine
    }

    /// The line that the last build came to: it stopped or failed there, or went on to its end; nil where none is known.
    var reachedLine: Int? {
        guard let run, case .finished(let result) = run.end else { return nil }
        switch result {
        case .stopped: return stoppedLine
        case .succeeded: return run.steps.last.map { $0.outline.lastLine + 1 }
        case .failed, .cancelled: return run.currentStep.map { run.steps[$0].outline.lastLine + 1 }
        case .refused: return nil
        }
    }

    /// The step that the last build failed at.
    var failedStep: Int? {
        run?.steps.firstIndex {
            if case .ended(let finish) = $0.phase, case .failed = finish.outcome { true } else { false }
        }
    }

    /// When the last build that made an image began, by the lab's clock.
    var builtAt: Double? {
        if case .finished(.succeeded)? = run?.end { run?.origin } else { nil }
    }
}
