internal import Files
public import LessonFormat
internal import SelfChecks
public import Surroundings

/// A learner's own workspace, judged as it is.
public struct OwnWork {
    private let lesson: Lesson
    private let place: Workplace
    /// Nil where what is judged is not the learner's progress.
    private let progress: ProgressFile?

    /// - Parameter countsTowardsProgress: whether steps that pass are kept as passed, and steps that passed are not asked
    ///   for again.
    public init(_ lesson: Lesson, at place: Workplace, countsTowardsProgress: Bool) {
        self.lesson = lesson
        self.place = place
        progress = countsTowardsProgress ? ProgressFile(place) : nil
    }

    /// - Parameter step: one step, judged as the lab would; nil for the lesson as a whole.
    public func results(ofStep step: Int?) throws -> LessonResults {
        let reached = ProgressFile(place).read().lessons[lesson.id] ?? LessonProgress()
        let player = LessonPlayer(lesson, at: place, answers: reached.answers) { _ in }
        try player.prepare()
        // What Slipway built for a learner who was late shows nothing of the learner's work.
        player.open(after: reached.caughtUp?.build)
        var results: [CheckResult] = []
        for index in lesson.steps.indices where step == nil || step == index {
            let verdicts = player.verdicts(of: index)
            let isSeen = step != nil || !verdicts.contains { mayBeOfAnotherStep($0.check, index) }
            if isSeen, verdicts.allSatisfy(\.verdict.isPassed), !verdicts.isEmpty { try keep(lesson.steps[index]) }
            let hasPassed = progress != nil && step == nil && reached.passed.contains(lesson.steps[index].id)
            results += verdicts.map { check, verdict in
                let standing = standing(check, verdict, index, isWhole: step == nil, hasPassed: hasPassed)
                return CheckResult(step: lesson.steps[index], check: check, standing: standing)
            }
        }
        return LessonResults(lesson, results)
    }

    private func standing(
        _ check: Check, _ verdict: Verdict, _ index: Int, isWhole: Bool, hasPassed: Bool
    ) -> CheckResult.Standing {
        if !isWhole || verdict.isPassed && !mayBeOfAnotherStep(check, index) { return .judged(verdict) }
        guard let why = lesson.whyLeftOut(check, ofStep: index, isPlayed: false) else { return .judged(verdict) }
        return hasPassed ? .passedEarlier : .leftOut(why: why)
    }

    /// Whether the last build may be another step's, so that the check says nothing of this one.
    private func mayBeOfAnotherStep(_ check: Check, _ index: Int) -> Bool {
        check.isAboutCache && index < lesson.steps.count - 1
    }

    /// A step that Slipway performed for a learner who was late is not the learner's.
    private func keep(_ step: Step) throws {
        guard let progress else { return }
        var reached = progress.read().lessons[lesson.id] ?? LessonProgress()
        guard reached.caughtUp?.steps.contains(step.id) != true else { return }
        guard reached.passed.insert(step.id).inserted else { return }
        do { try progress.keep(reached, of: lesson.id) } catch {
            throw LessonFailure("the progress cannot be kept: \(error.reason)")
        }
    }
}
