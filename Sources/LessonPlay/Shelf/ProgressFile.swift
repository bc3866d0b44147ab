public import Files
internal import Glibc
internal import ImageFormat
internal import ImageStore
public import LessonFormat
public import Surroundings
internal import SystemPackage

/// `progress.json` beside the image store: where the learner is, in all lessons.
public struct ProgressFile: Sendable {
    private let home: String
    private let workspace: String

    /// The file of the store of a place; it may not be there yet.
    public init(_ place: Workplace) {
        home = place.home
        workspace = place.workspace
    }

    private var path: String { home + "/progress.json" }

    /// What was kept; nothing where the file is missing or cannot be understood. What was on the screen is told where it
    /// was this folder's lab that showed it.
    public func read() -> Progress {
        var progress = all
        for (id, reached) in progress.lessons where reached.view?.workspace != workspace {
            progress.lessons[id]?.view = nil
        }
        return progress
    }

    private var all: Progress { (try? WholeFile.read(path)).flatMap(Self.decoded) ?? Progress() }

    /// Keeps what was reached in one lesson; nil forgets it. What another lab has kept of other lessons stays, and what
    /// Slipway did meanwhile for a learner who is late. A file that cannot be understood is kept under another name.
    public func keep(_ reached: LessonProgress?, of lesson: String) throws(FileError) {
        try change(lesson) { before in
            var reached = reached
            let (known, kept) = (reached?.caughtUp, before?.caughtUp)
            // A lab that was open then does not know of it.
            if known == nil || kept == nil || known?.build != kept?.build { reached?.caughtUp = kept }
            return reached
        }
    }

    /// Says that Slipway has brought the learner to a step, at which the lab opens. Steps that had passed stay so.
    ///
    /// - Parameter build: ID of the last build that there is now.
    func keepCaughtUp(at step: Int, of lesson: Lesson, after build: String?) throws(FileError) {
        try change(lesson.id) { before in
            var reached = before ?? LessonProgress()
            reached.step = lesson.steps[step].id
            // Builds on the way do not count for the step.
            reached.opening = nil
            let performed = Set(lesson.steps.prefix(step).map(\.id))
            reached.caughtUp = CaughtUp(steps: performed.subtracting(reached.passed), build: build)
            return reached
        }
    }

    private func change(
        _ lesson: String, _ body: (LessonProgress?) -> LessonProgress?
    ) throws(FileError) {
        // The store makes its own folder first: it does not move into one that holds other files.
        _ = try? Store.open(at: FilePath(home))
        try Folder.makeParents(of: path)
        let lock = try FileLock(at: path + ".lock")
        if let bytes = try? WholeFile.read(path), Self.decoded(bytes) == nil { rename(path, path + ".damaged") }
        var progress = all
        progress.lessons[lesson] = body(progress.lessons[lesson])
        progress.lessons[lesson]?.view?.workspace = workspace
        try WholeFile.replace(path, with: progress.json.encoded())
        _ = consume lock
    }

    /// Forgets what was reached in a lesson.
    ///
    /// - Parameter step: a step of it alone, from 0; nil for all.
    public func forget(_ step: Int?, of lesson: Lesson) throws(FileError) {
        var reached = step == nil ? nil : read().lessons[lesson.id]
        if let step { reached?.forget(lesson.steps[step]) }
        try keep(reached, of: lesson.id)
    }

    private static func decoded(_ bytes: [UInt8]) -> Progress? {
        (try? JSON(parsing: bytes)).map { Progress(json: $0) }
    }
}
