public import LessonFormat
public import SelfChecks

/// Verdicts as plain text, for everything but the lab.
public enum VerdictText {
    /// Checks with one cause: the finding is told once, below their titles.
    static func lines(_ group: VerdictGroup) -> [String] {
        guard let verdict = group.verdict, let last = group.checks.last else { return [] }
        let mark = if case .failed = verdict { "FAIL" } else { "--  " }
        return group.checks.dropLast().map { "  \(mark)  \($0.title)" } + lines(last, verdict)
    }

    /// A line with a mark; below a failure what was found, what was expected and what to try.
    public static func lines(_ check: Check, _ verdict: Verdict) -> [String] {
        switch verdict {
        case .passed(let found): ["  ok    \(check.title) (\(found))"]
        case .waiting(let what): ["  --    \(check.title): \(what)"]
        case .failed(let failure):
            [
                "  FAIL  \(check.title)", "        found:    \(failure.found)", "        expected: \(failure.expected)",
                "        try:      \(failure.advice)",
            ]
        }
    }
}
