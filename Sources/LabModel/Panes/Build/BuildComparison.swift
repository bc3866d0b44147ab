public import BuildPlan

/// How a step ended in the build before, for the same instruction.
public enum EarlierOutcome: Equatable, Sendable {
    /// The build before had no such instruction.
    case isNew
    case was(StepFinish)
}

/// A build beside another one, which came before it in most cases.
public struct BuildComparison: Equatable, Sendable {
    /// When the other one was built.
    public enum Relation: Equatable, Sendable {
        case earlier, later
    }

    public let relation: Relation
    private var earlier: [String: StepFinish] = [:]

    /// Beside the one that a shown build is held against.
    public init(with counterpart: KeptRun.Counterpart) {
        switch counterpart {
        case .before(let run): self.init(with: run, relation: .earlier)
        case .after(let run): self.init(with: run, relation: .later)
        }
    }

    /// Takes the ends of the steps of another build; the first of two equal instructions counts.
    public init(with other: BuildRun, relation: Relation = .earlier) {
        self.relation = relation
        for step in other.steps {
            guard case .ended(let finish) = step.phase else { continue }
            let key = Self.key(step.outline)
            if earlier[key] == nil { earlier[key] = finish }
        }
    }

    /// What became of the same step in the other build.
    public func outcome(for step: StepOutline) -> EarlierOutcome {
        earlier[Self.key(step)].map { .was($0) } ?? .isNew
    }

    private static func key(_ step: StepOutline) -> String { "\(step.stage) \(step.text)" }
}
