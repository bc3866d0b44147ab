import ArgumentParser
import Engines
import LessonFormat
import LessonPlay
import Printing
import Surroundings
import SystemPackage

/// `slipway lesson`: the lessons themselves, and how far the learner is.
struct LessonCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lesson", abstract: "List the lessons, prove that they work, write a new one, begin one again.",
        subcommands: [
            ListLessons.self, VerifyLessons.self, NewLesson.self, ResetLesson.self, GotoStep.self,
            ShowProgress.self,
        ])
}

/// Every lesson, a line each, with the learner's progress.
struct ListLessons: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the lessons and exercises, with how far you are.")

    func run(in surroundings: Surroundings) throws {
        let shelf = try surroundings.requireShelf()
        let progress = ProgressFile(LearnerHome(below: shelf, in: surroundings).place()).read()
        for line in LessonList(shelf, progress).lines { Line.print("\(line)") }
    }
}

/// Plays lessons in a rehearsal: before its solution each check of a step fails, after it each passes.
struct VerifyLessons: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Prove that every check can fail, and that every solution passes.")

    @Argument(help: "Lessons, by folder or number, or the path of a lesson's folder anywhere; all of them otherwise.")
    var lessons: [String] = []

    @Option(
        name: .customLong("lessons"),
        help: ArgumentHelp("A folder of lessons' folders, in place of Slipway's own.", valueName: "folder"))
    var folder: String?

    func run(in surroundings: Surroundings) throws {
        let own = folder.map { surroundings.with("SLIPWAY_LESSONS", surroundings.absolute($0)) } ?? surroundings
        let shelf = try own.requireShelf()
        let faults = try LessonTelling.tell { try LessonProof(shelf, in: own).faults(of: lessons) }
        Line.print(
            faults == 0
                ? "Every check fails before its solution and passes after it."
                : faults == 1 ? "1 fault." : "\(faults) faults.")
        if faults > 0, own.usesDocker {
            Line.print(
                "A daemon remembers what was built there before, also of these lessons: `docker builder prune --all` empties its cache."
            )
        }
        if faults > 0 { throw ExitCode.failure }
    }
}
