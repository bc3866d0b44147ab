internal import Files
internal import Glibc
public import LessonFormat
public import Surroundings

/// Files that are judged outside of the lab: the learner's own, or those that were handed in.
public struct HandedWork {
    private let home: LearnerHome
    private let workspace: String?
    private let isFolderOfLessons: Bool
    private let surroundings: Surroundings

    /// - Parameters:
    ///   - workspace: the folder with the files; nil for the learner's own.
    ///   - isFolderOfLessons: whether that folder holds one for each lesson.
    public init(
        below shelf: LessonShelf, workspace: String?, isFolderOfLessons: Bool, in surroundings: Surroundings
    ) {
        home = LearnerHome(below: shelf, in: surroundings)
        self.workspace = workspace
        self.isFolderOfLessons = isFolderOfLessons
        self.surroundings = surroundings
    }

    /// The learner's own place of a lesson.
    public func place(of lesson: Lesson) -> Workplace { home.place(of: lesson) }

    /// Judges files as they are.
    ///
    /// - Parameter step: from 0; nil for the lesson as a whole.
    public func judged(_ lesson: Lesson, step: Int?) throws -> LessonResults {
        let given = folder(of: lesson)
        let place = given.map { home.place(of: lesson, workspace: $0) } ?? home.place(of: lesson)
        let own = WorkspacePorts(of: lesson, at: place).keptLesson
        return try OwnWork(own, at: place, countsTowardsProgress: given == nil).results(ofStep: step)
    }

    /// Judges copies, with the builds and containers that each lesson asks for.
    public func graded(_ lessons: [Lesson]) throws -> [LessonResults] {
        let grading = try Grading(lessons, in: surroundings)
        let progress = ProgressFile(home.place()).read()
        return try lessons.map { lesson in
            let folder = folder(of: lesson) ?? home.place(of: lesson).workspace
            return try grading.grade(lesson, in: folder, answers: progress.lessons[lesson.id]?.answers ?? [:])
        }
    }

    /// Where a lesson's files are below the folder that was given; nil without one.
    func folder(of lesson: Lesson) -> String? {
        guard let workspace else { return nil }
        let root = surroundings.absolute(workspace)
        guard isFolderOfLessons else { return root }
        let candidates = [lesson.workspace, lesson.id, "exercises/" + lesson.id].map { root + "/" + $0 }
        return candidates.first(where: Folder.isFolder) ?? candidates[0]
    }
}

extension OutsideCommands {
    /// Where the work is to be done, and how that place comes about; nil where the learner stands there.
    public func way(to lesson: Lesson, at place: Workplace) -> String? {
        if access(place.workspace, F_OK) != 0 {
            return "There is no \(place.workspace) yet: `\(fromRoot) watch \(lesson.id)` makes it, as the lab does."
        }
        return way.map { "Commands are to be typed in the workspace: \($0)" }
    }
}
