import ArgumentParser
import LessonFormat
import LessonPlay
import Printing
import Surroundings

/// `slipway lesson`: the lessons themselves, and how far the learner is.
struct LessonCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lesson", abstract: "List the lessons, prove that they work, write a new one, begin one again.",
        subcommands: [
            ListLessons.self, VerifyLessons.self, NewLesson.self, ResetLesson.self, ShowProgress.self,
        ])
}

/// Every lesson, a line each, with the learner's progress.
struct ListLessons: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the lessons and exercises, with how far you are.")

    func run(in surroundings: Surroundings) throws {
        let shelf = try surroundings.requireShelf()
        let progress = ProgressFile(LearnerHome(below: shelf, in: surroundings).place()).read()
        let folders = shelf.folders()
        let width = folders.map(\.count).max() ?? 0
        for folder in folders {
            let name = folder + String(repeating: " ", count: width - folder.count)
            do {
                let lesson = try shelf.lesson(folder)
                let passed = lesson.passedSteps(progress)
                let mark = passed == lesson.steps.count ? "done" : "    "
                let count = lesson.steps.count == 1 ? "1 step" : "\(passed) of \(lesson.steps.count) steps"
                Line.print("\(mark)  \(name)  \(lesson.title) (\(count))")
            } catch let error as LessonDiagnostic {
                Line.print("      \(name)  cannot be read: \(error)")
            }
        }
    }
}

/// Plays lessons in a rehearsal: before its solution each check of a step fails, after it each passes.
struct VerifyLessons: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Prove that every check can fail, and that every solution passes.")

    @Argument(help: "Lessons, by folder or number; all of them otherwise.")
    var lessons: [String] = []

    func run(in surroundings: Surroundings) throws {
        let shelf = try surroundings.requireShelf()
        var verifier = LessonVerifier(shelf, in: surroundings) { Line.print($0) }
        do {
            try verifier.verify(lessons.isEmpty ? shelf.folders() : lessons)
        } catch let error as LessonPlayer.Failure {
            Complaint.print(PrintableText(lines: error.description))
            throw ExitCode.failure
        }
        let faults = verifier.faults
        Line.print(
            faults == 0
                ? "Every check fails before its solution and passes after it."
                : faults == 1 ? "1 fault." : "\(faults) faults.")
        if faults > 0 { throw ExitCode.failure }
    }
}
