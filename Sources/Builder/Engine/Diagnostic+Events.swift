internal import BuildPlan
internal import DockerfileSyntax

extension Diagnostic {
    /// A finding of a check, as an event.
    var warning: BuildWarning {
        BuildWarning(rule: "\(fault)", message: "\(fault)", line: range.start.line)
    }

    /// An error, as the reason why nothing was built.
    func refusal(in request: BuildRequest) -> Refusal {
        Refusal(
            location: request.location(line: range.start.line, column: range.start.column), message: "\(fault)",
            advice: nil)
    }
}
