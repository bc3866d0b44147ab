public import LessonFormat

/// Every lesson of a shelf, a line each, with the learner's progress.
public struct LessonList {
    private let shelf: LessonShelf
    private let progress: Progress

    /// - Parameter progress: the learner's.
    public init(_ shelf: LessonShelf, _ progress: Progress) {
        self.shelf = shelf
        self.progress = progress
    }

    /// In the order of the shelf; of a lesson that cannot be read it is said.
    public var lines: [String] {
        let folders = shelf.folders()
        let width = folders.map(\.count).max() ?? 0
        return folders.map { folder in
            let name = folder + String(repeating: " ", count: width - folder.count)
            do { return line(name, try shelf.lesson(folder)) } catch {
                return "      \(name)  cannot be read: \(error)"
            }
        }
    }

    private func line(_ name: String, _ lesson: Lesson) -> String {
        let passed = lesson.passedSteps(progress)
        let mark = passed == lesson.steps.count ? "done" : "    "
        let count = lesson.steps.count == 1 ? "1 step" : "\(passed) of \(lesson.steps.count) steps"
        return "\(mark)  \(name)  \(lesson.title) (\(count))"
    }
}
