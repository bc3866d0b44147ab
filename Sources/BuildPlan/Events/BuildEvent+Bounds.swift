extension TimedBuildEvent {
    /// Whether all numbers of the event are ones that a build can have; adding or rounding them never overflows.
    var isPossible: Bool { Bounds.isTime(time) && event.isPossible }
}

/// The ranges in which the numbers of an event have to lie.
private enum Bounds {
    /// Thirty years, in seconds.
    static func isTime(_ seconds: Double) -> Bool { seconds >= 0 && seconds <= 1e9 }

    /// Numbers of bytes and files. The bound is low enough for thousands of them to be added without an overflow.
    static func isSize(_ number: Int64) -> Bool { (0...1 << 48).contains(number) }

    /// Numbers of lines, steps and stages.
    static func isCount(_ number: Int) -> Bool { (0...1 << 30).contains(number) }
}

extension BuildEvent {
    fileprivate var isPossible: Bool {
        switch self {
        case .started(let start): start.wallClock.isFinite
        case .planned(let outline): outline.isPossible
        case .contextRead(let summary): Bounds.isCount(summary.files) && Bounds.isSize(summary.bytes)
        case .stepStarted(let step): Bounds.isCount(step.index)
        case .stepProgress(let progress): progress.isPossible
        case .stepLog(let log): Bounds.isCount(log.step.index)
        case .stepFinished(let finish): finish.isPossible
        case .warning(let warning): warning.line.map(Bounds.isCount) ?? true
        case .finished(let result): result.isPossible
        }
    }
}

extension BuildOutline {
    fileprivate var isPossible: Bool {
        stages.allSatisfy { Bounds.isCount($0.index) }
            && steps.allSatisfy { step in
                [step.id.index, step.stage, step.firstLine, step.lastLine, step.ordinal, step.stageStepCount]
                    .allSatisfy(Bounds.isCount)
            }
    }
}

extension StepProgress {
    fileprivate var isPossible: Bool {
        Bounds.isCount(step.index) && Bounds.isSize(completed) && (total.map(Bounds.isSize) ?? true)
    }
}

extension StepFinish {
    fileprivate var isPossible: Bool {
        guard Bounds.isCount(step.index), Bounds.isTime(duration), layerBytes.map(Bounds.isSize) ?? true,
            miss?.isPossible ?? true
        else { return false }
        switch outcome {
        case .cached(let saved): return Bounds.isTime(saved)
        case .done, .failed, .skipped, .cancelled: return true
        }
    }
}

extension MissCause {
    fileprivate var isPossible: Bool {
        switch self {
        case .followsFrom(let step): Bounds.isCount(step.index)
        case .filesChanged(let files):
            files.allSatisfy { if case .text(let line, _, _) = $0.kind { Bounds.isCount(line) } else { true } }
        case .neverBuilt, .instructionChanged, .instructionAdded, .instructionRemoved, .orderChanged,
            .baseImageChanged, .argumentChanged, .cacheDisabled, .layerLost:
            true
        }
    }
}

extension BuildResult {
    fileprivate var isPossible: Bool {
        switch self {
        case .succeeded(let image):
            Bounds.isSize(image.size) && Bounds.isCount(image.hits) && Bounds.isCount(image.executed)
                && Bounds.isTime(image.secondsSaved)
        case .stopped(let step, _), .failed(let step): Bounds.isCount(step.index)
        case .refused, .cancelled: true
        }
    }
}
