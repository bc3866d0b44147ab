/// A lesson or an exercise, as the list of them shows it.
public struct LessonEntry: Equatable, Sendable {
    /// What the progress is kept by.
    public var id: String
    /// The folder below `Lessons/`.
    public var folder: String
    public var title: String
    public var steps: Int

    /// The number that its folder's name begins with: `06`; nil where it begins with none.
    public var number: String? {
        let digits = (folder.split(separator: "/").last ?? "").prefix { $0.isASCII && $0.isNumber }
        return digits.isEmpty ? nil : String(digits)
    }

    public var isExercise: Bool { folder.hasPrefix("exercises/") }

    public init(id: String, folder: String, title: String, steps: Int) {
        self.id = id
        self.folder = folder
        self.title = title
        self.steps = steps
    }
}
