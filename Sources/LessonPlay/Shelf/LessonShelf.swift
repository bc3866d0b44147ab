public import Faults
internal import Files
internal import Glibc
public import LessonFormat
public import Surroundings

/// The lessons of the checkout, read from their folders.
public struct LessonShelf: Sendable {
    private let root: String
    /// The folder that a lesson's workspaces are in.
    public let sandbox: String
    /// Where the learner stands; nil where that is not known.
    private let folder: String?

    /// - Parameter folder: absolute path of the folder that the learner stands in.
    public init(_ checkout: Checkout, standingIn folder: String? = nil) {
        root = checkout.root + "/Lessons"
        sandbox = checkout.sandbox
        self.folder = folder
    }

    /// The lessons of a folder of their own, wherever it lies; workspaces are in the checkout's.
    ///
    /// - Parameter lessons: absolute path of the folder that holds the lessons' folders.
    public init(_ checkout: Checkout, lessons: String) {
        root = lessons
        sandbox = checkout.sandbox
        folder = nil
    }

    /// Where the lesson of a folder lies, or would lie: its absolute path.
    public func path(of folder: String) -> String { root + "/" + folder }

    /// IDs of all lessons, exercises behind them: folders with a `lesson.yaml`, by their path below `Lessons/`.
    public func folders() -> [String] {
        let lessons = Folder.namesOrNone(of: root).filter { $0 != "exercises" }
        let exercises = Folder.namesOrNone(of: root + "/exercises").map { "exercises/" + $0 }
        return (lessons + exercises).filter { access("\(root)/\($0)/lesson.yaml", R_OK) == 0 }
    }

    /// The lesson whose folder is called so, in whole or by its number; the first one for nil.
    public func lesson(_ name: String?) throws -> Lesson { try LessonReader.lesson(try files(of: try folder(name))) }

    /// The path below `Lessons/` of the lesson that is called so.
    public func folder(_ name: String?) throws -> String {
        let folders = folders()
        let chosen = folders.filter { folder in
            guard let name else { return true }
            let last = folder.split(separator: "/").last.map(String.init) ?? folder
            return folder == name || last == name || last.hasPrefix(name + "-") || folder.hasPrefix(name + "-")
        }
        guard let folder = chosen.first else {
            throw TextFault(
                file: "Lessons",
                message: "there is no lesson \(name ?? ""); there are \(folders.joined(separator: ", "))")
        }
        return folder
    }

    /// The lesson whose workspace contains a folder; nil where the folder lies outside of all workspaces.
    func lesson(workingIn folder: String) -> Lesson? {
        guard folder.hasPrefix(sandbox + "/") else { return nil }
        let name = folder.dropFirst(sandbox.count + 1).split(separator: "/").first.map(String.init)
        return folders().lazy.compactMap { try? lesson($0) }.first { $0.workspace == name }
    }

    /// The lesson that is called so; without a name, the one whose workspace the learner stands in, or the first.
    public func chosen(_ name: String?) throws -> Lesson {
        if name == nil, let folder, let lesson = lesson(workingIn: folder) { return lesson }
        return try lesson(name)
    }

    /// Whether the learner stands in a lesson's workspace.
    public var isInWorkspace: Bool { folder.flatMap { lesson(workingIn: $0) } != nil }

    /// All files of a lesson's folder.
    public func files(of folder: String) throws(TextFault) -> LessonFiles {
        var tree = LessonTree(root + "/" + folder)
        guard tree.readAll() else {
            throw TextFault(
                file: folder,
                message: "the folder holds more than \(LessonTree.mostNames) names or \(LessonTree.mostBytes >> 20) MiB"
            )
        }
        return LessonFiles(folder: folder, content: tree.content)
    }
}
