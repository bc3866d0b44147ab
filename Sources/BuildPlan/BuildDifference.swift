/// Two builds beside each other: how each step of the later one would have come out of the cache of the earlier one.
public struct BuildDifference: Equatable, Sendable {
    public var outline: BuildOutline
    public var steps: [ComparedStep]

    public init(outline: BuildOutline, steps: [ComparedStep]) {
        self.outline = outline
        self.steps = steps
    }

    public var same: Int { steps.count { if case .same = $0.verdict { true } else { false } } }

    /// Steps that are not the same, and the seconds that they took, as far as those are known.
    public var misses: (count: Int, seconds: Double) {
        steps.reduce((0, 0)) { sum, step in
            guard case .differs(_, let seconds) = step.verdict else { return sum }
            return (sum.0 + 1, sum.1 + (seconds ?? 0))
        }
    }
}

/// A step of the later of two builds.
public struct ComparedStep: Equatable, Sendable {
    public enum Verdict: Equatable, Sendable {
        /// FROM, which is never built.
        case base
        /// `seconds` is what the step took when it ran; nil where nobody knows any longer.
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
    /// The steps that are remembered as an outline; lines of the Dockerfile are not remembered, and are 0.
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

    /// The keys of all its steps.
    public var keys: Set<String> { Set(stages.flatMap { $0.steps.map(\.key) }) }
}
