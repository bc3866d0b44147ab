public import ImageFormat
public import LessonFormat

/// How far the learner is, for the learner and for an instructor.
public struct ProgressReport {
    private let lessons: [Lesson]
    private let progress: Progress

    /// - Parameter progress: the learner's.
    public init(of lessons: [Lesson], _ progress: Progress) {
        self.lessons = lessons
        self.progress = progress
    }

    /// A line for each lesson and each of its steps.
    public var lines: [String] { lessons.flatMap { lines($0, progress) } }

    /// For programs.
    public var json: JSON { .object(["lessons": .array(lessons.map { json($0, progress) })]) }

    private func lines(_ lesson: Lesson, _ progress: Progress) -> [String] {
        let reached = progress.lessons[lesson.id] ?? LessonProgress()
        return ["\(lesson.id)  \(lesson.passedSteps(progress)) of \(lesson.steps.count) steps"]
            + lesson.steps.enumerated().map { index, step in
                let mark = reached.passed.contains(step.id) ? "done" : "    "
                let hints = reached.hints[step.id].map { $0 == 1 ? " (1 hint)" : " (\($0) hints)" } ?? ""
                return "  \(mark)  \(index + 1). \(step.title)\(hints)"
            }
    }

    private func json(_ lesson: Lesson, _ progress: Progress) -> JSON {
        let reached = progress.lessons[lesson.id] ?? LessonProgress()
        return .object([
            "lesson": .string(lesson.id), "title": .string(lesson.title),
            "steps_passed": .integer(Int64(lesson.passedSteps(progress))),
            "steps_total": .integer(Int64(lesson.steps.count)), "open_step": reached.step.map(JSON.string),
            "steps": .array(
                lesson.steps.map { step in
                    .object([
                        "step": .string(step.id), "title": .string(step.title),
                        "passed": .bool(reached.passed.contains(step.id)),
                        "hints_shown": .integer(Int64(reached.hints[step.id] ?? 0)),
                        "answers": .object(answers(step, reached)),
                    ])
                }),
        ])
    }

    private func answers(_ step: Step, _ reached: LessonProgress) -> [JSON.Member] {
        step.checks.compactMap { check in
            guard case .quiz(let quiz) = check.kind, let choice = reached.answers[quiz.id] else { return nil }
            return JSON.Member(quiz.id, .integer(Int64(choice)))
        }
    }
}
