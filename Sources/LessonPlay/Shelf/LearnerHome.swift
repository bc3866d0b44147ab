public import LessonFormat
public import Surroundings

/// Where the learner's store is, with the progress in it.
public struct LearnerHome: Sendable {
    private let sandbox: String
    private let surroundings: Surroundings

    /// The learner's home in a checkout.
    public init(below shelf: LessonShelf, in surroundings: Surroundings) {
        sandbox = shelf.sandbox
        self.surroundings = surroundings
    }

    /// Absolute path of the store: the checkout's own where no variable names one.
    public var path: String { surroundings.store ?? sandbox + "/.slipway" }

    /// A lesson's workspace below `Sandbox/`, as the lab has it too; the sandbox itself for nil.
    public func place(of lesson: Lesson? = nil) -> Workplace {
        guard let lesson else { return Workplace(workspace: sandbox, home: path, in: surroundings) }
        return place(of: lesson, workspace: "\(sandbox)/\(lesson.workspace)")
    }

    /// A lesson in a folder of the learner's choice.
    public func place(of lesson: Lesson, workspace: String) -> Workplace {
        Workplace(of: lesson, workspace: workspace, home: path, in: surroundings)
    }
}
