import ImageStore
import LabModel
import LessonFormat
import SystemPackage

/// Where the learner's store is, with the progress in it.
enum LearnerHome {
    static func path(below shelf: LessonShelf) -> String { StoreLocation.path()?.string ?? shelf.sandbox + "/.slipway" }

    /// A lesson's workspace below `Sandbox/`, as the lab has it too; the sandbox itself for nil.
    static func place(of lesson: Lesson? = nil, below shelf: LessonShelf) -> LabPlace {
        let workspace = lesson.map { "\(shelf.sandbox)/\($0.workspace)" } ?? shelf.sandbox
        return LabPlace(workspace: workspace, home: path(below: shelf))
    }
}

extension Lesson {
    /// How many of the lesson's steps have passed once.
    func passedSteps(_ progress: Progress) -> Int {
        let passed = progress.lessons[id]?.passed ?? []
        return steps.filter { passed.contains($0.id) || $0.checks.isEmpty && isOver(progress) }.count
    }

    /// A step without checks counts as soon as all others have passed.
    private func isOver(_ progress: Progress) -> Bool {
        let passed = progress.lessons[id]?.passed ?? []
        return steps.allSatisfy { $0.checks.isEmpty || passed.contains($0.id) }
    }

    func isPassed(_ progress: Progress) -> Bool { passedSteps(progress) == steps.count }
}
