/// The comparison of two builds: for each step of the later one, whether the cache of the earlier one had its result.
public struct BuildDifference: Equatable, Sendable {
    public var outline: BuildOutline
    public var steps: [ComparedStep]

    public init(outline: BuildOutline, steps: [ComparedStep]) {
        self.outline = outline
        self.steps = steps
    }

    /// The number of steps that are the same in both builds.
    public var same: Int { steps.count { if case .same = $0.verdict { true } else { false } } }

    /// The number of steps that differ, and the seconds that they took; steps of unknown duration count as 0 seconds.
    public var misses: (count: Int, seconds: Double) {
        steps.reduce((0, 0)) { sum, step in
            guard case .differs(_, let seconds) = step.verdict else { return sum }
            return (sum.0 + 1, sum.1 + (seconds ?? 0))
        }
    }
}

/// A step of the later build, with the result of its comparison.
public struct ComparedStep: Equatable, Sendable {
    /// How the step compares with the same step of the earlier build.
    public enum Verdict: Equatable, Sendable {
        /// The step is a FROM, which is never built and so is not compared.
        case base
        /// The step is the same. `seconds` is how long it took when it ran; nil where that was not kept.
        case same(seconds: Double?)
        case differs(MissCause, seconds: Double?)
    }

    public var outline: StepOutline
    public var verdict: Verdict

    public init(outline: StepOutline, verdict: Verdict) {
        self.outline = outline
        self.verdict = verdict
    }
}

extension BuildMemory {
    /// The remembered steps as an outline. Line numbers of the Dockerfile are not remembered, so they are all 0.
    public var outline: BuildOutline {
        var steps: [StepOutline] = []
        for stage in stages {
            let name = stage.name.map { " AS \($0)" } ?? ""
            let texts = ["FROM \(stage.baseReference)\(name)"] + stage.steps.map(\.text)
            for (place, text) in texts.enumerated() {
                steps.append(
                    StepOutline(
                        id: StepID(steps.count), stage: stage.index, keyword: String(text.prefix { $0 != " " }),
                        text: text, firstLine: 0, lastLine: 0, ordinal: place + 1, stageStepCount: texts.count))
            }
        }
        let outlines = stages.map {
            StageOutline(index: $0.index, name: $0.name, base: $0.baseReference, isNeeded: true)
        }
        return BuildOutline(stages: outlines, steps: steps)
    }

    /// The cache keys of all steps of all stages.
    public var keys: Set<String> { Set(stages.flatMap { $0.steps.map(\.key) }) }
}
