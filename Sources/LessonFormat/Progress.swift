/// The learner's progress, which is kept between two starts of the lab.
public struct Progress: Equatable, Sendable {
    /// By the lesson's id.
    public var lessons: [String: LessonProgress] = [:]

    public init() {}
}

/// What a learner looked at: names of panes, and the open file.
public struct LabView: Equatable, Sendable, Codable {
    public var focus: String
    /// The lower pane of the workspace.
    public var lower: String
    public var file: String?
    /// Absolute path of the folder that was worked on; nil until it is kept. Another folder's lab has a view of its own.
    public var workspace: String?

    public init(focus: String, lower: String, file: String?, workspace: String? = nil) {
        self.focus = focus
        self.lower = lower
        self.file = file
        self.workspace = workspace
    }
}

/// When a step was opened. Builds that ended before are not about it.
public struct StepOpening: Equatable, Sendable {
    /// The step's id.
    public var step: String
    /// Seconds since the machine started: what was kept before a restart of the machine is later than now, or long ago.
    public var at: Double

    public init(step: String, at: Double) {
        self.step = step
        self.at = at
    }
}

/// What Slipway did in a lesson so that a late learner begins with a later step. It is not the learner's work.
public struct CaughtUp: Equatable, Sendable {
    /// Ids of the steps that Slipway performed and that had not passed before.
    public var steps: Set<String>
    /// ID of the last build that there was then; nil where there was none.
    public var build: String?

    public init(steps: Set<String>, build: String?) {
        self.steps = steps
        self.build = build
    }
}

/// Where the learner is in one lesson.
public struct LessonProgress: Equatable, Sendable {
    /// The id of the step that was open last.
    public var step: String?
    /// When the open step was opened; nil where that is not known, or does not matter.
    public var opening: StepOpening?
    /// What Slipway did in the learner's place; nil where it did nothing.
    public var caughtUp: CaughtUp?
    /// Ids of the steps whose checks all passed once.
    public var passed: Set<String> = []
    /// How many hints are revealed, by step.
    public var hints: [String: Int] = [:]
    /// The choice made for each quiz, from 1, by the quiz's id.
    public var answers: [String: Int] = [:]
    /// What was on the screen when the lab was left.
    public var view: LabView?

    public init() {}

    /// This progress with its numbers inside of bounds: a file on the disk may hold any number.
    var bounded: LessonProgress {
        var bounded = self
        bounded.hints = hints.mapValues { min(max(0, $0), Self.mostHints) }
        bounded.answers = answers.filter { (1...Self.mostHints).contains($0.value) }
        return bounded
    }

    private static let mostHints = 10_000

    /// Forgets everything about a step: its passed checks, revealed hints and answers.
    public mutating func forget(_ step: Step) {
        passed.remove(step.id)
        caughtUp?.steps.remove(step.id)
        hints[step.id] = nil
        for check in step.checks { answers[check.id] = nil }
    }
}

extension Lesson {
    /// How many of the lesson's steps have passed once.
    public func passedSteps(_ progress: Progress) -> Int {
        let passed = progress.lessons[id]?.passed ?? []
        return steps.filter { passed.contains($0.id) || $0.checks.isEmpty && isOver(progress) }.count
    }

    /// A step without checks counts as soon as all others have passed.
    private func isOver(_ progress: Progress) -> Bool {
        let passed = progress.lessons[id]?.passed ?? []
        return steps.allSatisfy { $0.checks.isEmpty || passed.contains($0.id) }
    }

    /// Whether every step has passed once.
    public func isPassed(_ progress: Progress) -> Bool { passedSteps(progress) == steps.count }
}
