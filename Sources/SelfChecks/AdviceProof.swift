public import LessonFormat

/// Follows what a check advises to the letter, as often as it advises something: in the end it must pass.
public enum AdviceProof {
    /// The most pieces of advice that are followed, one after another.
    private static let patience = 20

    /// What is wrong with the advice; nil where it leads to a check that passes, and where it names no lines to change.
    public static func fault(
        _ check: Check, of step: Step, evidence: Evidence, solution: [String: [UInt8]]
    ) -> String? {
        var evidence = evidence
        var followed: [String] = []
        for _ in 0..<patience {
            let verdict = SelfChecks.judge(check, of: step, evidence: evidence, solution: solution)
            guard case .failed(let failure) = verdict else { return nil }
            guard let mend = failure.mend else {
                guard let last = followed.last else { return nil }
                return "the advice \"\(last)\" does not make it pass; then it finds: \(failure.found)"
            }
            followed.append(failure.advice)
            var bytes: [UInt8] = []
            if case .file(let own)? = evidence.files[mend.path] { bytes = own }
            evidence.files[mend.path] = .file(mend.applied(to: bytes))
        }
        return "the advice goes on and on: \(followed.suffix(3).joined(separator: " "))"
    }
}
