internal import DockerfileSyntax
public import LessonFormat
internal import Matching

extension Check {
    /// What is wrong with the lint rule that the check names; nil if the rule exists, or the check names none. A rule
    /// that does not exist finds nothing, so its check would always pass.
    public var unknownRule: String? {
        guard case .dockerfile(_, .noFinding(let rule)) = kind else { return nil }
        let names = LintRule.all.map(\.name)
        guard !names.contains(rule) else { return nil }
        let near = Spelling.nearest(to: rule, among: names).map { "; did you mean \($0)?" } ?? ""
        return "there is no lint rule \(rule), so the check would always pass\(near)"
    }
}
