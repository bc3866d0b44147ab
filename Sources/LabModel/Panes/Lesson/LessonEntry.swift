/// A lesson or an exercise, as the list of them shows it.
public struct LessonEntry: Equatable, Sendable {
    /// What the progress is kept by.
    public var id: String
    /// The folder below `Lessons/`.
    public var folder: String
    public var title: String
    public var steps: Int

    public init(id: String, folder: String, title: String, steps: Int) {
        self.id = id
        self.folder = folder
        self.title = title
        self.steps = steps
    }
}
