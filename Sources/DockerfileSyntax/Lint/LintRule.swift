/// Something that a Dockerfile should not do, though it can be built.
public struct LintRule: Sendable {
    /// Who wrote the rule down.
    public enum Origin: String, Sendable {
        /// One of Docker's build checks.
        case docker
        /// A rule of hadolint, by its number.
        case hadolint
        case slipway
    }

    /// As `# check=skip=` has it.
    public let name: String
    public let origin: Origin
    /// One sentence.
    public let why: String
    /// How it looks when it is right.
    public let cure: String
    /// Where it is documented; nil for a rule of our own.
    public let link: String?
    /// Only where `# check=experimental=` or the caller asks for it.
    public let isExperimental: Bool
    /// Whether a build refuses what it finds.
    public var isRefusal = false
    let check: @Sendable (LintSubject) -> [Observation]

    static func docker(
        _ name: String, _ why: String, cure: String, isExperimental: Bool = false,
        _ check: @escaping @Sendable (LintSubject) -> [Observation]
    ) -> LintRule {
        let page = "https://docs.docker.com/reference/build-checks/\(Self.slug(of: name))/"
        return LintRule(
            name: name, origin: .docker, why: why, cure: cure, link: page, isExperimental: isExperimental, check: check)
    }

    static func hadolint(
        _ name: String, _ why: String, cure: String, _ check: @escaping @Sendable (LintSubject) -> [Observation]
    ) -> LintRule {
        LintRule(
            name: name, origin: .hadolint, why: why, cure: cure,
            link: "https://github.com/hadolint/hadolint/wiki/\(name)", isExperimental: false, check: check)
    }

    static func slipway(
        _ name: String, _ why: String, cure: String, _ check: @escaping @Sendable (LintSubject) -> [Observation]
    ) -> LintRule {
        LintRule(name: name, origin: .slipway, why: why, cure: cure, link: nil, isExperimental: false, check: check)
    }

    /// What a build would refuse.
    static func refusal(
        _ name: String, _ why: String, cure: String, _ check: @escaping @Sendable (LintSubject) -> [Observation]
    ) -> LintRule {
        LintRule(
            name: name, origin: .slipway, why: why, cure: cure, link: nil, isExperimental: false, isRefusal: true,
            check: check)
    }

    /// `JSONArgsRecommended` is `json-args-recommended` in an address.
    private static func slug(of name: String) -> String {
        let letters = Array(name)
        var slug = ""
        for (index, letter) in letters.enumerated() {
            let nextIsLower = index + 1 < letters.count && letters[index + 1].isLowercase
            let lastIsLower = index > 0 && letters[index - 1].isLowercase
            if letter.isUppercase, index > 0, lastIsLower || nextIsLower { slug += "-" }
            slug += letter.lowercased()
        }
        return slug
    }

    /// Every rule: Docker's, hadolint's, what a build refuses, ours.
    public static let all = buildChecks + hadolintRules + refusalRules + ownRules
}

/// A finding of a rule.
public struct Finding: Sendable {
    public let rule: LintRule
    public let range: SourceRange
    public let message: String
    /// The intended word, where it can be guessed.
    public let suggestion: String?
    /// What to write in its place: the learner's own words where that can be, else an example.
    public let cure: String
    /// Whether the cure is the learner's own words.
    public let isOwnCure: Bool
    /// Error where the file says `# check=error=true`, and for what a build refuses.
    public let severity: Diagnostic.Severity

    /// What is to be told of it.
    public var report: Report {
        Report(
            severity: severity, range: range, message: message, rule: rule.name, expected: cure,
            suggestion: suggestion, link: rule.link)
    }
}
