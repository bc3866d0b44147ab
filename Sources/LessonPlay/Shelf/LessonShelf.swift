public import Faults
internal import Files
internal import Glibc
public import LessonFormat
public import Surroundings

/// The lessons of the checkout, and those that bundles brought, read from their folders.
public struct LessonShelf: Sendable {
    private let root: String
    /// The lessons that come with Slipway: an absolute path.
    private let slipways: String
    /// Absolute path of the folder with the lessons that bundles brought; nil for none. Of two lessons of one name it is
    /// the brought one that counts: somebody has chosen it.
    private let brought: String?
    /// The folder that a lesson's workspaces are in.
    public let sandbox: String
    /// Where the learner stands; nil where that is not known.
    private let folder: String?

    /// - Parameters:
    ///   - folder: absolute path of the folder that the learner stands in.
    ///   - home: the learner's own store, where lessons of bundles are; nil where those are not asked for.
    public init(_ checkout: Checkout, standingIn folder: String? = nil, home: String? = nil) {
        root = checkout.root + "/Lessons"
        slipways = root
        brought = home.map(Self.folderOfBrought)
        sandbox = checkout.sandbox
        self.folder = folder
    }

    /// What a program has that finds these surroundings: the lessons of the folder that `$SLIPWAY_LESSONS` names, else those
    /// of the checkout and of bundles; nil without a checkout.
    public init?(in surroundings: Surroundings) {
        guard let checkout = surroundings.checkout else { return nil }
        if let own = surroundings.variables["SLIPWAY_LESSONS"], !own.isEmpty {
            self.init(checkout, lessons: surroundings.absolute(own))
        } else {
            self.init(checkout, standingIn: surroundings.folder, home: surroundings.store)
        }
    }

    /// The lessons of a folder of their own, wherever it lies; workspaces are in the checkout's.
    ///
    /// - Parameter lessons: absolute path of the folder that holds the lessons' folders.
    public init(_ checkout: Checkout, lessons: String) {
        root = lessons
        slipways = checkout.root + "/Lessons"
        brought = nil
        sandbox = checkout.sandbox
        folder = nil
    }

    /// Where lessons are that bundles brought.
    ///
    /// - Parameter home: the learner's own store.
    static func folderOfBrought(below home: String) -> String { home + "/lessons" }

    /// Where the lesson of a folder lies, or would lie: its absolute path.
    public func path(of folder: String) -> String {
        if let brought, Self.hasLesson(brought, folder) { return brought + "/" + folder }
        return root + "/" + folder
    }

    /// Whether the lesson of a folder is one that comes with Slipway.
    func isSlipways(_ folder: String) -> Bool { path(of: folder) == slipways + "/" + folder }

    /// IDs of all lessons, exercises behind them: folders with a `lesson.yaml`, by their path below `Lessons/`.
    public func folders() -> [String] {
        guard let brought else { return Self.lessons(of: root) + Self.exercises(of: root) }
        return Self.merged(Self.lessons(of: root), Self.lessons(of: brought))
            + Self.merged(Self.exercises(of: root), Self.exercises(of: brought))
    }

    private static func lessons(of root: String) -> [String] {
        Folder.namesOrNone(of: root).filter { $0 != "exercises" && hasLesson(root, $0) }
    }

    private static func exercises(of root: String) -> [String] {
        Folder.namesOrNone(of: root + "/exercises").map { "exercises/" + $0 }.filter { hasLesson(root, $0) }
    }

    private static func hasLesson(_ root: String, _ folder: String) -> Bool {
        access("\(root)/\(folder)/lesson.yaml", R_OK) == 0
    }

    private static func merged(_ own: [String], _ brought: [String]) -> [String] {
        brought.isEmpty ? own : Set(own + brought).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// The lesson whose folder is called so, in whole or by its number; the first one for nil.
    public func lesson(_ name: String?) throws -> Lesson { try LessonReader.lesson(try files(of: try folder(name))) }

    /// The path below `Lessons/` of the lesson that is called so.
    public func folder(_ name: String?) throws -> String {
        let folders = try someFolders()
        guard let name else { return folders[0] }
        let chosen = folders.first { folder in
            let last = folder.split(separator: "/").last.map(String.init) ?? folder
            return folder == name || last == name || last.hasPrefix(name + "-") || folder.hasPrefix(name + "-")
        }
        guard let chosen else {
            throw TextFault(
                file: "Lessons", message: "there is no lesson \(name); there are \(folders.joined(separator: ", "))")
        }
        return chosen
    }

    /// IDs of all lessons: at least one. A folder without any is refused with what is wrong and what to do.
    func someFolders() throws(TextFault) -> [String] {
        let folders = folders()
        guard folders.isEmpty else { return folders }
        throw TextFault(file: root, message: Self.reasonForNone(in: root))
    }

    private static func reasonForNone(in root: String) -> String {
        let advice = "name the folder that holds the lessons' folders"
        if access(root, F_OK) != 0 { return "there is no such folder: \(advice)" }
        if access(root + "/lesson.yaml", F_OK) == 0 {
            let above = root.split(separator: "/").dropLast().joined(separator: "/")
            return "this is one lesson's own folder, not a folder of lessons: name the folder above it, /\(above)"
        }
        if access(root + "/.", F_OK) != 0, errno == ENOTDIR {
            return "this is not a folder of lessons, it is a file: \(advice)"
        }
        return "this is not a folder of lessons, no folder in it has a lesson.yaml: \(advice)"
    }

    /// The lesson whose workspace contains a folder; nil where the folder lies outside of all workspaces.
    func lesson(workingIn folder: String) -> Lesson? {
        guard folder.hasPrefix(sandbox + "/") else { return nil }
        let name = folder.dropFirst(sandbox.count + 1).split(separator: "/").first.map(String.init)
        return folders().lazy.compactMap { try? lesson($0) }.first { $0.workspace == name }
    }

    /// The lesson that a folder outside of all workspaces is a copy of, by its name or that of a folder above it; and the
    /// folder that is called so. Nil where none is. A lesson's own folder is not a copy of it.
    public func copy(at path: String) -> (lesson: Lesson, folder: String)? {
        guard !path.hasPrefix(sandbox + "/") else { return nil }
        let known = folders().compactMap { try? lesson($0) }
        var parts = path.split(separator: "/").map(String.init)
        while let name = parts.last {
            let folder = "/" + parts.joined(separator: "/")
            if let lesson = known.first(where: { $0.id == name || $0.workspace == name }) {
                return access(folder + "/lesson.yaml", F_OK) == 0 ? nil : (lesson: lesson, folder: folder)
            }
            parts.removeLast()
        }
        return nil
    }

    /// All lessons and exercises, or all exercises, in the order of the shelf.
    public func all(exercisesAlone: Bool = false) throws -> [Lesson] {
        try someFolders().filter { !exercisesAlone || $0.hasPrefix("exercises/") }.map { try lesson($0) }
    }

    /// The lessons of these names, in their order.
    ///
    /// - Parameter standard: the lesson that is meant where there are no names.
    public func lessons(_ names: [String], else standard: () throws -> Lesson) throws -> [Lesson] {
        names.isEmpty ? [try standard()] : try names.map { try lesson($0) }
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
        var tree = LessonTree(path(of: folder))
        guard tree.readAll() else {
            throw TextFault(
                file: folder,
                message: "the folder holds more than \(LessonTree.mostNames) names or \(LessonTree.mostBytes >> 20) MiB"
            )
        }
        return LessonFiles(folder: folder, content: tree.content)
    }
}
