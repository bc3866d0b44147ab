public import LessonFormat
public import Surroundings

/// Where the learner's store is, with the progress in it.
public struct LearnerHome: Sendable {
    private let sandbox: String
    private let surroundings: Surroundings

    /// The learner's, in a checkout.
    public init(below shelf: LessonShelf, in surroundings: Surroundings) {
        sandbox = shelf.sandbox
        self.surroundings = surroundings
    }

    /// Absolute path of the store: the checkout's own where no variable names one.
    public var path: String { surroundings.store ?? sandbox + "/.slipway" }

    /// A lesson's workspace below `Sandbox/`, as the lab has it too; the sandbox itself for nil.
    public func place(of lesson: Lesson? = nil) -> Workplace {
        let workspace = lesson.map { "\(sandbox)/\($0.workspace)" } ?? sandbox
        return Workplace(workspace: workspace, home: path, in: surroundings)
    }
}
