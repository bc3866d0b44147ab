internal import BuildPlan
internal import DockerfileSyntax
internal import ImageFormat

extension Diagnostic {
    /// An error, as the reason why nothing was built.
    func refusal(in request: BuildRequest) -> Refusal {
        Refusal(
            location: request.location(line: range.start.line, column: range.start.column),
            message: Sentence.of(fault.message),
            advice: fault.suggestion.map { "Did you mean `\($0)`?" } ?? fault.expected.map(Sentence.of))
    }
}

extension Finding {
    /// A finding of a check, as an event.
    var warning: BuildWarning {
        let cure = isOwnCure ? " Write \(cure)" : ""
        return BuildWarning(rule: rule.name, message: Sentence.of(message) + cure, line: range.start.line)
    }

    /// A finding that `# check=error=true` makes an error.
    func refusal(in request: BuildRequest) -> Refusal {
        Refusal(
            location: request.location(line: range.start.line, column: range.start.column),
            message: Sentence.of(message), advice: suggestion)
    }
}

/// The checks that a build makes by itself: Docker's own, that lists are JSON, and what it takes without a word though
/// something else was meant. hadolint's are for those who ask, with `--check`.
enum BuildChecks {
    static func findings(in dockerfile: Dockerfile, _ ignored: IgnorePatterns?, _ request: BuildRequest) -> [Finding] {
        let rules = LintRule.buildChecks + [LintRule.brokenArray] + LintRule.lostRules
        return Linter(rules: rules, context: context(ignored, request)).findings(in: dockerfile)
    }

    static func context(_ ignored: IgnorePatterns?, _ request: BuildRequest) -> LintContext {
        var context = LintContext()
        context.ignored = ignored
        context.buildArguments = request.arguments
        context.targetPlatform = request.platform.description
        return context
    }
}
