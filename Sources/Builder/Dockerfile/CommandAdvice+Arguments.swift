internal import BuildPlan
internal import DockerfileSyntax

extension CommandAdvice {
    /// What `slipway lint` says of the arguments that a RUN finds empty, since their ARG stands above FROM only; nil
    /// where there are none.
    ///
    /// - Parameter text: the Dockerfile that the step stands in.
    static func emptyArguments(of step: PlannedStep, in text: DockerfileText, for request: BuildRequest) -> String? {
        let linter = Linter(rules: [.argOutsideOfStage], context: BuildChecks.context(text.ignored, request))
        let lines = step.statement.firstLine...step.statement.lastLine
        let findings = linter.findings(in: Dockerfile.parse(utf8: text.bytes)).filter {
            lines.contains($0.range.start.line)
        }
        guard !findings.isEmpty else { return nil }
        return findings.map { "\(Sentence.of($0.message)) Write \($0.cure)." }.joined(separator: " ")
    }
}
