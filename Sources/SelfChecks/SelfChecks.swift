public import LessonFormat

/// Judges a check by its evidence: values in, a value out.
public enum SelfChecks {
    /// The verdict on one check of a step.
    /// - Parameter solution: the workspace's files as they should be after the step, for checks that compare with it.
    public static func judge(_ check: Check, of step: Step, evidence: Evidence, solution: [String: [UInt8]]) -> Verdict
    {
        let verdict =
            switch check.kind {
            case .folder(let path): FileJudge.folder(path, evidence)
            case .file(let path, let expectation): FileJudge.judge(path, expectation, evidence, solution)
            case .dockerfile(let path, let expectation):
                DockerfileJudge.judge(path, expectation, evidence, solution)
            case .image(let reference, let expectation): ImageJudge.judge(reference, expectation, of: step, evidence)
            case .build(let expectation): BuildJudge.judge(expectation, evidence)
            case .predict: BuildJudge.prediction(step, evidence)
            case .container(let image, let expectation): RunningJudge.container(image, expectation, evidence)
            case .http(let url, let status, let text): RunningJudge.page(url, status, text, evidence)
            case .command(let line, let status, let text): RunningJudge.command(line, status, text, evidence)
            case .quiz(let quiz): judge(quiz, evidence)
            }
        guard case .failed(var failure) = verdict, hasSubject(check.kind, evidence) else { return verdict }
        if let advice = check.advice {
            failure.advice = advice
            failure.mend = nil
        }
        failure.expected = check.expected ?? failure.expected
        return .failed(failure)
    }

    /// The evidence that a whole step needs.
    public static func needs(of step: Step) -> EvidenceNeeds {
        step.checks.reduce(into: EvidenceNeeds()) { $0.formUnion($1.needs) }
    }

    /// Whether the thing that the check is about exists. The author's words describe what it should be like, and do not
    /// fit if it is missing.
    private static func hasSubject(_ kind: CheckKind, _ evidence: Evidence) -> Bool {
        switch kind {
        case .file(_, .exists), .image(_, .exists): return true
        case .file(let path, _), .dockerfile(let path, _):
            if case .file? = evidence.files[path] { return true }
            return false
        case .image(let reference, _): return (evidence.images[reference] ?? nil) != nil
        case .http(let url, _, _):
            // The doctor's finding says more about the cause than what the author expected.
            if case .silent? = evidence.pages[url] { return false }
            return true
        case .folder, .build, .predict, .container, .command, .quiz: return true
        }
    }

    private static func judge(_ quiz: Quiz, _ evidence: Evidence) -> Verdict {
        guard let number = evidence.answers[quiz.id], quiz.choices.indices.contains(number - 1) else {
            return .waiting("Choose an answer.")
        }
        let choice = quiz.choices[number - 1]
        if number == quiz.answer { return .passed(found: choice.text) }
        return .failed(
            .init(
                found: choice.text, expected: "another of the \(quiz.choices.count) answers",
                advice: choice.why ?? "Read the step once more, then choose again."))
    }
}
