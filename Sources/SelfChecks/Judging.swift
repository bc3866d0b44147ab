public import LessonFormat

/// All that is needed to judge the checks of a step: a value, so that it can be done wherever nobody waits.
public struct Judging: Equatable, Sendable {
    public let step: Step
    public let evidence: Evidence
    /// The workspace's files as they should be after the step.
    public let solution: [String: [UInt8]]
    /// Steps above it that are not passed yet, by the same evidence.
    public let earlier: [Judging]

    public init(_ step: Step, evidence: Evidence, solution: [String: [UInt8]], earlier: [Judging] = []) {
        self.step = step
        self.evidence = evidence
        self.solution = solution
        self.earlier = earlier
    }

    /// A verdict for each check of the step, in their order. The time is bounded, but not short: a pattern is matched
    /// against a whole file, and two files are compared line by line.
    public var verdicts: [Verdict] {
        step.checks.map { SelfChecks.judge($0, of: step, evidence: evidence, solution: solution) }
    }

    /// The IDs of the earlier steps whose checks all pass by now.
    public var passedEarlier: Set<String> {
        Set(earlier.filter { $0.verdicts.allSatisfy(\.isPassed) }.map(\.step.id))
    }
}
