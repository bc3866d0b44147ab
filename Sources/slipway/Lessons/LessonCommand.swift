import ArgumentParser
import Builder
import Glibc
import LessonFormat
import SelfChecks

/// `slipway lesson list|verify`.
struct LessonCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lesson", abstract: "List the lessons, or prove that they work.",
        subcommands: [ListLessons.self, VerifyLessons.self])
}

/// Every lesson, a line each.
struct ListLessons: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the lessons.")

    func run() throws {
        let shelf = LessonShelf(checkout: try FoundCheckout.require())
        for folder in shelf.folders() {
            do {
                let lesson = try shelf.lesson(folder)
                Line.print("\(folder)  \(lesson.title) (\(lesson.steps.count) steps)")
            } catch let error as LessonDiagnostic {
                Line.print("\(folder)  cannot be read: \(error)")
            }
        }
    }
}

/// Plays lessons in a rehearsal: before its solution each check of a step fails, after it each passes.
struct VerifyLessons: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Prove that every check can fail, and that every solution passes.")

    @Argument(help: "Lessons, by folder or number; all of them otherwise.")
    var lessons: [String] = []

    func run() throws {
        let checkout = try FoundCheckout.require()
        let shelf = LessonShelf(checkout: checkout)
        var faults = 0
        for name in lessons.isEmpty ? shelf.folders() : lessons {
            do {
                faults += try verify(try shelf.lesson(name), in: checkout)
            } catch let error as LessonDiagnostic {
                Line.print(error.description)
                faults += 1
            } catch let error as LessonPlayer.Failure {
                Line.print("\(name): \(error)")
                faults += 1
            }
        }
        Line.print(faults == 0 ? "Every check fails before its solution and passes after it." : "\(faults) faults.")
        if faults > 0 { throw ExitCode.failure }
    }

    private func verify(_ lesson: Lesson, in checkout: Checkout) throws -> Int {
        let rehearsal = try Rehearsal(of: lesson, in: checkout) { _ in }
        var log: [String] = []
        let player = LessonPlayer(lesson, parent: rehearsal.workspaces, home: rehearsal.home) { log.append($0) }
        try player.begin()
        var faults = 0
        for (index, step) in lesson.steps.enumerated() {
            player.open()
            for (check, verdict) in player.verdicts(of: index) where verdict.isPassed {
                Line.print("\(step.file): the check \"\(check.title)\" passes before the step is solved")
                faults += 1
            }
            log = []
            try player.solve(index)
            let failed = player.verdicts(of: index).filter { !$0.verdict.isPassed }
            for (check, verdict) in failed {
                Line.print("\(step.file): the check \"\(check.title)\" does not pass after the solution")
                VerdictText.lines(check, verdict).forEach { Line.print($0) }
                faults += 1
            }
            if !failed.isEmpty { log.suffix(30).forEach { Line.print("    \($0)") } }
        }
        Line.print("\(lesson.id): \(lesson.steps.count) steps\(faults == 0 ? " verified" : "")")
        return faults
    }
}
