internal import Engines
public import LessonFormat
internal import Printing
public import Surroundings

extension PreparedLesson {
    /// A lesson that this process holds for a presentation, with ports that nobody else has. It is prepared now where it
    /// was not yet, or where it has changed since; what is done for that is printed.
    ///
    /// - Parameter isOnline: whether builds of the presentation have the network. Docker's builds have what Docker gives them.
    /// - Returns: nil where the lesson is not ready; what it lacks was printed.
    /// - Throws: `LessonFailure` where the store has no place, or where another process holds the lesson.
    public static func held(
        _ lesson: Lesson, isOnline: Bool, in surroundings: Surroundings
    ) throws -> PreparedLesson? {
        guard let home = surroundings.store else {
            throw LessonFailure("HOME is not set, so there is no place for the store")
        }
        try demandEngine(in: surroundings)
        try PreparationHold.take(of: lesson, below: home, for: .presenting)
        let performed = isOnline || surroundings.usesDocker ? surroundings : surroundings.withoutNetwork()
        if let found = PreparedLesson(lesson, below: home, in: performed) {
            return found.withFreePorts()
        }
        let engine = surroundings.usesDocker ? " over Docker" : ""
        Line.print("\(lesson.title) is not prepared\(engine) yet.")
        let readiness = try Preparation(of: lesson, in: surroundings) { Line.print(output: $0) }.run()
        readiness.lines.forEach { Line.print(words: $0) }
        return readiness.isReady ? PreparedLesson(lesson, below: home, in: performed)?.withFreePorts() : nil
    }
}
