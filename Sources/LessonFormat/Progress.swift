/// Where the learner is, kept between two starts of the lab.
public struct Progress: Equatable, Sendable, Codable {
    /// By the lesson's id.
    public var lessons: [String: LessonProgress] = [:]

    public init() {}

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let kept = try container.decodeIfPresent([String: LessonProgress].self, forKey: .lessons) ?? [:]
        lessons = kept.mapValues(\.bounded)
    }

    private enum CodingKeys: String, CodingKey { case lessons }
}

/// Where the learner is in one lesson.
public struct LessonProgress: Equatable, Sendable, Codable {
    /// The id of the step that was open last.
    public var step: String?
    /// Ids of the steps whose checks all passed once.
    public var passed: Set<String> = []
    /// How many hints are revealed, by step.
    public var hints: [String: Int] = [:]
    /// The choice made for each quiz, from 1, by the quiz's id.
    public var answers: [String: Int] = [:]

    public init() {}

    /// This progress with its numbers inside of bounds: a file on the disk may hold any number.
    var bounded: LessonProgress {
        var bounded = self
        bounded.hints = hints.mapValues { min(max(0, $0), Self.mostHints) }
        bounded.answers = answers.filter { (1...Self.mostHints).contains($0.value) }
        return bounded
    }

    private static let mostHints = 10_000

    /// Makes a step one that was never tried: its checks, hints and answers are to be reached again.
    public mutating func forget(_ step: Step) {
        passed.remove(step.id)
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
