internal import BuildPlan
internal import DockerfileSyntax

extension CommandAdvice {
    /// What lines above say of a RUN that failed, by what it wrote; nil where they are not the cause.
    ///
    /// - Parameter text: the Dockerfile that the step stands in.
    static func fromAbove(
        _ step: PlannedStep, output: String, in text: DockerfileText, for request: BuildRequest
    ) -> String? {
        emptyArguments(of: step, in: text, for: request)
            ?? lostShellState(above: step, output: output, in: text, for: request)
    }

    /// A `cd` or an `export` of a RUN above in the same stage, which counted for that RUN only.
    private static func lostShellState(
        above step: PlannedStep, output: String, in text: DockerfileText, for request: BuildRequest
    ) -> String? {
        let dockerfile = Dockerfile.parse(utf8: text.bytes)
        let stage = dockerfile.statements.last { $0.kind == .from && $0.firstLine <= step.line }?.firstLine ?? 1
        let linter = Linter(rules: [.lostShellState], context: BuildChecks.context(text.ignored, request))
        let finding = linter.findings(in: dockerfile).last { finding in
            (stage..<max(stage, step.line)).contains(finding.range.start.line)
                && mayBeMissed(dockerfile.source[finding.range], by: step.text, output)
        }
        return finding.map { finding in
            "Line \(finding.range.start.line): \(finding.message)."
                + (finding.isOwnCure ? " Write \(finding.cure) there." : " Use \(finding.cure).")
        }
    }

    /// Whether a command may have failed for want of what a word of the shell had done.
    private static func mayBeMissed(_ word: String, by command: String, _ output: String) -> Bool {
        switch word {
        case "cd": ["o such file", "an't open", "not found", "annot open"].contains { output.contains($0) }
        case "export": command.contains("$")
        default: output.contains("not found")
        }
    }

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
