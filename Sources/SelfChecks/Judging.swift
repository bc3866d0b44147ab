public import LessonFormat

/// All that is needed to judge the checks of a step: a value, so that it can be done wherever nobody waits.
public struct Judging: Equatable, Sendable {
    public let step: Step
    public let evidence: Evidence
    /// The workspace's files as they should be after the step.
    public let solution: [String: [UInt8]]

    public init(_ step: Step, evidence: Evidence, solution: [String: [UInt8]]) {
        self.step = step
        self.evidence = evidence
        self.solution = solution
    }

    /// A verdict for each check of the step, in their order. The time is bounded, but not short: a pattern is matched
    /// against a whole file, and two files are compared line by line.
    public var verdicts: [Verdict] {
        step.checks.map { SelfChecks.judge($0, of: step, evidence: evidence, solution: solution) }
    }
}
