public import BuildPlan

/// How a step ended in the build before, for the same instruction.
public enum EarlierOutcome: Equatable, Sendable {
    /// The build before had no such instruction.
    case isNew
    case was(StepFinish)
}

/// A build beside the one before it.
public struct BuildComparison: Equatable, Sendable {
    private var earlier: [String: StepFinish] = [:]

    /// Takes the ends of the steps of an earlier build; the first of two equal instructions counts.
    public init(with before: BuildRun) {
        for step in before.steps {
            guard case .ended(let finish) = step.phase else { continue }
            let key = Self.key(step.outline)
            if earlier[key] == nil { earlier[key] = finish }
        }
    }

    public func outcome(for step: StepOutline) -> EarlierOutcome {
        earlier[Self.key(step)].map { .was($0) } ?? .isNew
    }

    private static func key(_ step: StepOutline) -> String { "\(step.stage) \(step.text)" }
}
