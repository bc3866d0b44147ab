internal import BuildPlan
internal import DockerfileSyntax

extension Plan {
    /// The plan of a Dockerfile's text; what is wrong with the text refuses the build.
    ///
    /// - Parameter warn: gets each finding of Docker's checks that does not, and each build argument without an ARG.
    static func make(
        of text: DockerfileText, for request: BuildRequest, warn: (BuildWarning) -> Void
    ) throws(BuildStop) -> Plan {
        let dockerfile = Dockerfile.parse(utf8: text.bytes)
        if dockerfile.hasErrors {
            throw .refused(
                dockerfile.diagnostics.filter { $0.severity == .error }.map { $0.refusal(in: request) })
        }
        let findings = BuildChecks.findings(in: dockerfile, text.ignored, request)
        let errors = findings.filter { $0.severity == .error }
        guard errors.isEmpty else { throw .refused(errors.map { $0.refusal(in: request) }) }
        for finding in findings { warn(finding.warning) }
        for warning in UnusedArguments.warnings(of: dockerfile, given: request.arguments) { warn(warning) }
        do throws(PlanError) {
            return try Planner(arguments: request.arguments, platform: request.platform, target: request.target)
                .plan(dockerfile)
        } catch {
            let location = error.line.map { request.location(line: $0) }
            throw .refused([Refusal(location: location, message: error.message, advice: nil)])
        }
    }

    /// Cuts the plan off where the user wants to stop.
    ///
    /// - Returns: the step that the build stops before.
    mutating func cut(for request: BuildRequest) throws(BuildStop) -> StepID? {
        guard let line = request.stopsBefore else { return nil }
        do { return try stop(before: line) } catch {
            throw .refused([Refusal(location: request.location(line: line), message: error.message, advice: nil)])
        }
    }
}
