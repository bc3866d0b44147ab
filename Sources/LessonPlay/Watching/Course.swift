internal import Files
internal import LessonFormat

/// All lessons in their order, and how far the learner is in them.
public struct Course {
    let shelf: LessonShelf
    let home: LearnerHome
    let lessons: [Lesson]
    /// How many lessons stand before the exercises.
    let firstExercise: Int
    private let file: ProgressFile
    private(set) var progress: Progress
    /// Why the last change of the progress is not on the disk.
    private(set) var notKept: String?

    /// Reads all lessons.
    public init(_ shelf: LessonShelf, of home: LearnerHome) throws {
        self.shelf = shelf
        self.home = home
        let folders = try shelf.someFolders()
        lessons = try folders.map {
            let lesson = try shelf.lesson($0)
            return WorkspacePorts(of: lesson, at: home.place(of: lesson)).keptLesson
        }
        firstExercise = folders.firstIndex { $0.hasPrefix("exercises/") } ?? 0
        file = ProgressFile(home.place())
        progress = file.read()
    }

    /// Where to begin: what is named, else where the learner stands, else the first exercise that is not done.
    public func first(named name: String?) throws -> Int {
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
