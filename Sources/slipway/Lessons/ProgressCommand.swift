import ArgumentParser
import ImageFormat
import LessonFormat
import LessonPlay
import Printing
import Surroundings

/// `slipway lesson progress`: how far the learner is, for the learner and for an instructor.
struct ShowProgress: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "progress", abstract: "Show which steps have passed; --format json is for an instructor.")

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    @Argument(help: "Lessons, by folder or number; all of them otherwise.")
    var lessons: [String] = []

    @Option(help: "text or json.")
    var format: Format = .text

    func run(in surroundings: Surroundings) throws {
        let shelf = try surroundings.requireShelf()
        let progress = ProgressFile(LearnerHome(below: shelf, in: surroundings).place()).read()
        let all = try (lessons.isEmpty ? shelf.folders() : lessons).map { name in
            do { return try shelf.lesson(name) } catch let error as LessonDiagnostic {
                Complaint.print(PrintableText(lines: error.description))
                throw ExitCode.failure
            }
        }
        switch format {
        case .text: all.flatMap { lines($0, progress) }.forEach { Line.print(words: $0) }
        case .json:
            let report = JSON.object(["lessons": .array(all.map { json($0, progress) })])
            Line.print(PrintableText(json: String(decoding: report.encoded(), as: UTF8.self)))
        }
    }

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
