/// Applies rules to a Dockerfile.
public struct Linter: Sendable {
    public var rules: [LintRule]
    public var context: LintContext

    public init(rules: [LintRule] = LintRule.all, context: LintContext = LintContext()) {
        self.rules = rules
        self.context = context
    }

    /// The findings of the rules, in the order of the text, without those that the file itself skips: rules
    /// everywhere by its `# check=` directive, and at one instruction by a comment above it.
    public func findings(in dockerfile: Dockerfile) -> [Finding] {
        let options = dockerfile.checkOptions
        let subject = LintSubject(dockerfile, context)
        let ignored = IgnoreComments(dockerfile)
        var findings: [Finding] = []
        for rule in rules where applies(rule, options) {
            findings += rule.check(subject).compactMap { observation in
                guard !ignored.covers(rule.name, line: observation.range.start.line) else { return nil }
                return Finding(
                    rule: rule, range: observation.range, message: observation.message,
                    suggestion: observation.suggestion, cure: observation.cure ?? rule.cure,
                    isOwnCure: observation.cure != nil,
                    severity: options.areErrors || rule.isRefusal ? .error : .warning)
            }
        }
        return findings.sorted { $0.range.start < $1.range.start }
    }

    private func applies(_ rule: LintRule, _ options: CheckOptions) -> Bool {
        if options.skipped.contains(rule.name) { return false }
        return !rule.isExperimental || context.includesExperimental || options.experimental.contains(rule.name)
    }

    /// All that is to be told of a file, in the order of the text: the language's errors and what the rules find.
    public func reports(on dockerfile: Dockerfile) -> [Report] {
        let reports = dockerfile.diagnostics.map(\.report) + findings(in: dockerfile).map(\.report)
        return reports.sorted { $0.range.start < $1.range.start }
    }

    /// Whether `docker build --check` would fail: an error of the language, what a build refuses, or something that
    /// Docker's own checks find. Other rules' findings are advice.
    public func fails(_ dockerfile: Dockerfile) -> Bool {
        !dockerfile.diagnostics.isEmpty
            || findings(in: dockerfile).contains {
                $0.rule.origin == .docker || $0.rule.isRefusal || $0.severity == .error
            }
    }

    /// The findings as text, as `slipway lint` and `slipway build --check` print it; empty where all is well.
    public func text(on dockerfile: Dockerfile, file: String) -> String {
        reports(on: dockerfile).map { $0.text(file: file, source: dockerfile.source) }.joined(separator: "\n")
    }

    /// The findings as a JSON array, as `slipway lint --format json` prints it: objects with `rule` (absent for an error of
    /// the language), `severity`, `line`, `column`, `endLine`, `endColumn`, `message`, `expected`, `suggestion`, `link`.
    public func json(on dockerfile: Dockerfile, file: String) -> String {
        JSONText.object([
            ("file", .string(file)),
            ("findings", .array(reports(on: dockerfile).map(\.json))),
        ]).text
    }
}
