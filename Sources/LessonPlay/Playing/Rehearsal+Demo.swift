public import LessonFormat
internal import Printing
internal import SelfChecks

extension Rehearsal {
    /// Plays a lesson's solution as text, and judges each step.
    ///
    /// - Parameter wished: with the ports that it asks for; others are used where those are taken.
    /// - Returns: how many checks do not pass.
    public func play(_ wished: Lesson) throws -> Int {
        let ports = WorkspacePorts(of: wished, at: place(of: wished))
        let lesson = ports.chosenLesson()
        ports.notes.forEach { Line.print(words: $0) }
        let player = LessonPlayer(lesson, at: place(of: lesson)) { Line.print(output: $0) }
        try player.begin()
        var failed = 0
        for (index, step) in lesson.steps.enumerated() {
            Line.print("== Step \(index + 1) of \(lesson.steps.count): \(step.title)")
            player.open()
            try player.solve(index)
            for (check, verdict) in player.verdicts(of: index) {
                VerdictText.lines(check, verdict).forEach { Line.print(words: $0) }
                if !verdict.isPassed { failed += 1 }
            }
            Line.print("")
        }
        return failed
    }
}
