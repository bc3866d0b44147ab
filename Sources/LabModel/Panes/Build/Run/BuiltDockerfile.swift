internal import BuildPlan

/// The Dockerfile that was built, as far as the editor's gutter has to know it.
public struct BuiltDockerfile: Equatable, Sendable {
    /// As it was saved when the build started.
    let source: String
    /// First and last line of each step, from 1.
    let steps: [ClosedRange<Int>]

    public init(_ run: BuildRun) {
        source = run.source
        steps = run.steps.map { $0.outline.firstLine...max($0.outline.firstLine, $0.outline.lastLine) }
    }
}
