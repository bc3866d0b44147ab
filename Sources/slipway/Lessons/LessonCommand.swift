import ArgumentParser
import Engines
import Glibc
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

    @Argument(help: "Lessons, by folder or number, or the path of a lesson's folder anywhere; all of them otherwise.")
    var lessons: [String] = []

    @Option(
        name: .customLong("lessons"),
        help: ArgumentHelp("A folder of lessons' folders, in place of Slipway's own.", valueName: "folder"))
    var folder: String?

    func run(in surroundings: Surroundings) throws {
        let own = folder.map { surroundings.with("SLIPWAY_LESSONS", surroundings.absolute($0)) } ?? surroundings
        let shelf = try own.requireShelf()
        let paths = lessons.map(own.absolute).filter { Self.isLesson($0) }
        let names = lessons.filter { !Self.isLesson(own.absolute($0)) }
        var faults = 0
        do {
            if paths.isEmpty || !names.isEmpty {
                faults += try Self.verify(names.isEmpty ? shelf.folders() : names, of: shelf, own)
            }
            for path in paths {
                let place = FilePath(path).lexicallyNormalized()
                let parent = place.removingLastComponent().string
                guard let name = place.lastComponent?.string, let checkout = own.checkout else { continue }
                faults += try Self.verify([name], of: LessonShelf(checkout, lessons: parent), own)
            }
        } catch let error as LessonPlayer.Failure {
            Complaint.print(PrintableText(lines: error.description))
            throw ExitCode.failure
        }
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

    private static func isLesson(_ path: String) -> Bool { access(path + "/lesson.yaml", R_OK) == 0 }

    /// How many things were wrong.
    private static func verify(_ names: [String], of shelf: LessonShelf, _ surroundings: Surroundings) throws -> Int {
        var verifier = LessonVerifier(shelf, in: surroundings) { Line.print($0) }
        try verifier.verify(names)
        return verifier.faults
    }
}
