public import LessonFormat
internal import Printing
internal import SelfChecks

extension Rehearsal {
    /// Plays a lesson's solution as text, and judges each step.
    ///
    /// - Returns: how many checks do not pass.
    public func play(_ lesson: Lesson) throws -> Int {
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
