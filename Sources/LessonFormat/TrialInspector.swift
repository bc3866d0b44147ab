internal import Faults

/// Whether a step's checks are tried enough: each with wrong answers that it must not pass, and the step with unusual right
/// ones that it must.
struct TrialInspector {
    /// How many of each kind there must be.
    static let wanted = 3

    let step: Step
    /// The workspace's files as they should be after the step.
    let files: [String: [UInt8]]
    let text: LessonText

    func findings() -> [TextFault] {
        step.checks.flatMap(reasons) + step.trials.flatMap(names) + step.trials.flatMap(edits) + counts()
    }

    /// A wrong choice is told why it is wrong.
    private func reasons(_ check: Check) -> [TextFault] {
        guard case .quiz(let quiz) = check.kind else { return [] }
        let untold = quiz.choices.indices.filter { $0 + 1 != quiz.answer && quiz.choices[$0].why == nil }
        guard !untold.isEmpty else { return [] }
        let message = "the question \"\(quiz.question)\" needs `why`: a sentence for each wrong choice, in their order"
        return [text.diagnostic(message, file: step.file, at: "title: \(check.title)", check.title, "quiz:")]
    }

    private func names(_ trial: Trial) -> [TextFault] {
        guard case .fails(let titles) = trial.outcome else { return [] }
        return titles.filter { title in !step.checks.contains { $0.title == title } }.map { title in
            fault("the wrong answer \"\(trial.name)\" names no check of the step: \(title)", trial)
        }
    }

    private func edits(_ trial: Trial) -> [TextFault] {
        trial.edits.filter { edit in
            let bytes = trial.files[edit.path] ?? files[edit.path]
            return !String(decoding: bytes ?? [], as: UTF8.self).contains(edit.old)
        }.map { edit in
            fault("the solution's \(edit.path) has no \"\(edit.old)\" that the answer could replace", trial)
        }
    }

    /// Quizzes and guesses have answers that can be counted: all of them are tried without being written down.
    private func counts() -> [TextFault] {
        let checks = step.checks.filter { check in
            switch check.kind {
            case .quiz, .predict: false
            case .folder, .file, .dockerfile, .image, .build, .container, .http, .command: true
            }
        }
        guard !checks.isEmpty else { return [] }
        let right = step.trials.count { $0.outcome == .passes }
        var findings: [TextFault] = []
        if right < Self.wanted {
            findings.append(
                text.diagnostic(
                    "the step has \(right) of \(Self.wanted) unusual right answers in \(place)", file: step.file,
                    at: "checks:"))
        }
        for check in checks {
            let wrong = step.trials.count { trial in
                if case .fails(let titles) = trial.outcome { titles.contains(check.title) } else { false }
            }
            guard wrong < Self.wanted else { continue }
            let message = "the check \"\(check.title)\" has \(wrong) of \(Self.wanted) wrong answers in \(place)"
            findings.append(
                text.diagnostic(message, file: step.file, at: "title: \(check.title)", check.title, "checks:"))
        }
        return findings
    }

    /// `trials/04-dockerfile.yaml`
    private var place: String {
        let name = step.file.split(separator: "/").last.map { $0.dropLast(3) } ?? ""
        return "trials/\(name).yaml"
    }

    private func fault(_ message: String, _ trial: Trial) -> TextFault {
        text.diagnostic(message, file: trial.file, at: "name: \(trial.name)", trial.name)
    }
}
