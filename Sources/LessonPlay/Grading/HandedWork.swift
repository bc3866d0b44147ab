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
        var results = try OwnWork(own, at: place, countsTowardsProgress: given == nil).results(ofStep: step)
        results.folder = place.workspace
        return results
    }

    /// Judges copies, with the builds and containers that each lesson asks for.
    ///
    /// - Parameter isAll: whether these are all exercises. One of them without a folder was not begun, and has no points; of
    ///   lessons that were named each must have its folder.
    public func graded(_ lessons: [Lesson], isAll: Bool) throws -> [LessonResults] {
        if let workspace { try Self.demandFolder(surroundings.absolute(workspace)) }
        if !isAll { for lesson in lessons { try Self.demandFolder(source(of: lesson)) } }
        let begun = lessons.filter { Folder.isFolder(source(of: $0)) }
        let grading: Grading? = try begun.isEmpty ? nil : Grading(begun, in: surroundings)
        let progress = ProgressFile(home.place()).read()
        return try lessons.map { lesson in
            let folder = source(of: lesson)
            var results = Grading.notBegun(lesson, missing: folder, advice: advice(for: lesson))
            if let grading, Folder.isFolder(folder) {
                let answers = progress.lessons[lesson.id]?.answers ?? [:]
                results = try grading.grade(lesson, in: folder, answers: answers)
            }
            results.folder = folder
            return results
        }
    }

    private func source(of lesson: Lesson) -> String { folder(of: lesson) ?? home.place(of: lesson).workspace }

    private static func demandFolder(_ path: String) throws {
        guard Folder.isFolder(path) else { throw LessonFailure("there is no folder \(path)") }
    }

    private func advice(for lesson: Lesson) -> String {
        workspace == nil
            ? "slipway watch \(lesson.id) makes that folder, as the lab does" : "put the files that are handed in there"
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
