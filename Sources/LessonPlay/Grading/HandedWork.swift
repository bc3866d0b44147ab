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
    /// - Parameters:
    ///   - step: of the only lesson, from 0; nil for each lesson as a whole.
    ///   - isAll: whether these are all exercises; see `graded`.
    public func judged(_ lessons: [Lesson], step: Int?, isAll: Bool) throws -> [LessonResults] {
        try demandWork(of: lessons, isAll: isAll)
        return try lessons.map { try judged($0, step: step) }
    }

    private func judged(_ lesson: Lesson, step: Int?) throws -> LessonResults {
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
        try demandWork(of: lessons, isAll: isAll)
        if !isAll { for lesson in lessons { try Self.demandFolder(source(of: lesson)) } }
        let begun = lessons.filter { Folder.isFolder(source(of: $0)) }
        let grading: Grading? = try begun.isEmpty ? nil : Grading(begun, in: surroundings)
        let progress = ProgressFile(home.place()).read()
        return try lessons.map { lesson in
            let folder = source(of: lesson)
            guard let grading, Folder.isFolder(folder) else { return notBegun(lesson, missing: folder) }
            let answers = progress.lessons[lesson.id]?.answers ?? [:]
            var results = try grading.grade(lesson, in: folder, answers: answers)
            results.folder = folder
            return results
        }
    }

    private func notBegun(_ lesson: Lesson, missing folder: String) -> LessonResults {
        var results = Grading.notBegun(lesson, missing: folder, advice: advice(for: lesson))
        results.folder = folder
        return results
    }

    /// Refuses work whose folder was named and is not there. The learner's own may not be begun yet.
    private func demandWork(of lessons: [Lesson], isAll: Bool) throws {
        guard let workspace else { return }
        try Self.demandFolder(surroundings.absolute(workspace))
        if !isFolderOfLessons { for lesson in lessons { try refuseFolderAbove(lesson) } }
        guard !isAll else { return }
        for path in lessons.compactMap(folder(of:)) { try Self.demandFolder(path) }
    }

    /// Refuses a folder that has none of the lesson's files, and a folder of the lesson below it: it is one level too high.
    private func refuseFolderAbove(_ lesson: Lesson) throws {
        guard let root = folder(of: lesson) else { return }
        let own = Set(lesson.start.keys).union(lesson.solution.keys).union(lesson.steps.compactMap(\.opens))
        guard !own.contains(where: { access(root + "/" + $0, F_OK) == 0 }),
            let below = Self.candidates(of: lesson, below: root).first(where: Folder.isFolder)
        else { return }
        throw LessonFailure(
            "\(root) has none of the files of \(lesson.id), but there is \(below): give that folder as --workspace")
    }

    private func source(of lesson: Lesson) -> String { folder(of: lesson) ?? home.place(of: lesson).workspace }

    private static func demandFolder(_ path: String) throws {
        guard Folder.isFolder(path) else { throw LessonFailure("there is no folder \(path)") }
    }

    private func advice(for lesson: Lesson) -> String {
        workspace == nil
            ? "slipway watch \(lesson.id) makes that folder, as the lab does" : "put the files that are handed in there"
    }

    private static func candidates(of lesson: Lesson, below root: String) -> [String] {
        [lesson.workspace, lesson.id, "exercises/" + lesson.id].map { root + "/" + $0 }
    }

    /// Where a lesson's files are below the folder that was given; nil without one.
    func folder(of lesson: Lesson) -> String? {
        guard let workspace else { return nil }
        let root = surroundings.absolute(workspace)
        guard isFolderOfLessons else { return root }
        let candidates = Self.candidates(of: lesson, below: root)
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
