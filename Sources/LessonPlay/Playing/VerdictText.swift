public import LessonFormat
public import SelfChecks

/// Verdicts as plain text, for everything but the lab.
public enum VerdictText {
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
