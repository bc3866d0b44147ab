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

    /// The file of the store of a place; it may not be there yet.
    public init(_ place: Workplace) { home = place.home }

    private var path: String { home + "/progress.json" }

    /// What was kept; nothing where the file is missing or cannot be understood.
    public func read() -> Progress { (try? WholeFile.read(path)).flatMap(Self.decoded) ?? Progress() }

    /// Keeps what was reached in one lesson; nil forgets it. What another lab keeps of other lessons meanwhile stays, and
    /// so does, under another name, a file that cannot be understood.
    public func keep(_ reached: LessonProgress?, of lesson: String) throws(FileError) {
        // The store makes its own folder first: it does not move into one that holds other files.
        _ = try? Store.open(at: FilePath(home))
        try Folder.makeParents(of: path)
        let lock = try FileLock(at: path + ".lock")
        if let bytes = try? WholeFile.read(path), Self.decoded(bytes) == nil { rename(path, path + ".damaged") }
        var progress = read()
        progress.lessons[lesson] = reached
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
