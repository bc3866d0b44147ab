import ArgumentParser
import Builder
import LabModel
import LessonFormat
import Printing

/// `slipway watch`: the exercises in any editor, checked at every save.
struct WatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Check an exercise after every save and build, while you work in an editor of your own.",
        discussion: """
            Without a terminal it takes its keys from standard input, a line each, prints what it would show, and ends \
            when standard input ends.
            """)

    @Argument(help: "The lesson or exercise; the one that you stand in, or the first unfinished exercise, otherwise.")
    var lesson: String?

    func run() throws {
        let shelf = LessonShelf(checkout: try FoundCheckout.require())
        do {
            let course = try Course(shelf: shelf)
            let session = try WatchSession(course, at: try course.first(named: lesson))
            try session.run()
        } catch let error as LessonDiagnostic {
            Complaint.print(PrintableText(lines: error.description))
            throw ExitCode.failure
        } catch let error as Workspace.Failure {
            Complaint.print(PrintableText(lines: error.description))
            throw ExitCode.failure
        }
    }
}

/// All lessons in their order, and how far the learner is in them.
struct Course {
    let shelf: LessonShelf
    let lessons: [Lesson]
    /// How many lessons stand before the exercises.
    let firstExercise: Int
    private let file: ProgressFile
    /// Why the last change of the progress is not on the disk.
    private(set) var notKept: String?
    private(set) var progress: Progress

    init(shelf: LessonShelf) throws {
        self.shelf = shelf
        let folders = shelf.folders()
        lessons = try folders.map { try shelf.lesson($0) }
        firstExercise = folders.firstIndex { $0.hasPrefix("exercises/") } ?? 0
        file = ProgressFile(LearnerHome.place(below: shelf))
        progress = file.read()
        guard !lessons.isEmpty else { throw LessonDiagnostic(file: "Lessons", message: "there is no lesson") }
    }

    /// Where to begin: what is named, else where the learner stands, else the first exercise that is not done.
    func first(named name: String?) throws -> Int {
        if name != nil || shelf.isInWorkspace {
            let chosen = try shelf.chosen(name)
            return lessons.firstIndex { $0.id == chosen.id } ?? 0
        }
        let exercises = lessons.indices.dropFirst(firstExercise)
        return exercises.first { !lessons[$0].isPassed(progress) } ?? exercises.first ?? 0
    }

    func reached(_ lesson: Int) -> LessonProgress { progress.lessons[lessons[lesson].id] ?? LessonProgress() }

    /// Changes the progress of one lesson, on top of what the lab may have kept by now.
    mutating func change(_ lesson: Int, _ body: (inout LessonProgress) -> Void) {
        // What could not be written is known here alone.
        if notKept == nil { progress = file.read() }
        var reached = self.reached(lesson)
        body(&reached)
        guard reached != progress.lessons[lessons[lesson].id] else { return }
        progress.lessons[lessons[lesson].id] = reached
        do {
            try file.keep(reached, of: lessons[lesson].id)
            notKept = nil
        } catch {
            notKept = error.reason
        }
    }
}
