import LessonFormat
import SelfChecks

/// Judges one kind of check on a step of its own.
func judge(
    _ kind: CheckKind, _ evidence: Evidence, solution: [String: [UInt8]] = [:], actions: [LessonAction] = [],
    advice: String? = nil
) throws -> Verdict {
    let check = Check(id: "c", title: "c", kind: kind, advice: advice)
    let text = """
        ---
        title: t
        goal: g
        predict: { question: q, instructions: [COPY a, RUN b] }
        ---
        """
    let lesson = try LessonReader.lesson(
        LessonFiles(
            folder: "l",
            content: [
                "lesson.yaml": Array("{id: l, title: t, summary: s, workspace: w, steps: [01-s]}".utf8),
                "steps/01-s.md": Array(text.utf8),
            ]))
    var step = lesson.steps[0]
    step.solution = actions
    return SelfChecks.judge(check, of: step, evidence: evidence, solution: solution)
}

func evidence(file path: String, _ text: String) -> Evidence {
    var evidence = Evidence()
    evidence.files[path] = .file(Array(text.utf8))
    return evidence
}

extension Verdict {
    var failure: Failure? { if case .failed(let failure) = self { failure } else { nil } }
    var isWaiting: Bool { if case .waiting = self { true } else { false } }
}
