internal import LabModel
public import LessonFormat
public import LessonPlay
internal import Printing
public import Surroundings

extension PresenterSession {
    /// Why a presentation does not begin.
    public enum Refusal: Error, Equatable, Sendable {
        /// It was to go on, and none was cut off.
        case nothingWasCutOff
        /// It was to begin with a step that the lesson does not have.
        case noSuchStep(count: Int)
    }

    /// Begins a presentation, and ends what a killed one left: the store and the workspace become what they are at the
    /// beginning of the step, unless the presentation goes on where it was.
    ///
    /// - Parameters:
    ///   - step: the step to begin with, from 1; nil for the first that is shown.
    ///   - goesOn: whether it goes on where one was cut off; then the step does not matter. The step begins anew unless only
    ///     files were typed in it, and always over Docker where the images went when it ended.
    ///   - leftOut: the steps that this audience is not shown.
    /// - Throws: `Refusal`, and `LessonFailure` where the step is left out, or what was prepared cannot be used.
    public nonisolated static func begin(
        _ prepared: PreparedLesson, with step: Int?, goesOn: Bool, without leftOut: LeftOutSteps = LeftOutSteps()
    ) throws -> PresenterSession {
        prepared.endLeftovers()
        if goesOn {
            let isLost = !prepared.isStillThere
            guard let session = resuming(prepared, without: leftOut, isLost: isLost) else {
                throw Refusal.nothingWasCutOff
            }
            // The lab restores the step itself, and starts the container that runs then.
            if isLost { try prepared.open() }
            return session
        }
        let first = step.map { $0 - 1 } ?? leftOut.firstShown(of: prepared.lesson)
        guard prepared.lesson.steps.indices.contains(first) else {
            throw Refusal.noSuchStep(count: prepared.lesson.steps.count)
        }
        try leftOut.demandShown(first)
        try enter(first, of: prepared)
        let session = PresenterSession(prepared, beginningAt: first, without: leftOut)
        session.keepBeginning()
        return session
    }

    /// Whether a presentation of the lesson was cut off, so that there is one to go on with. Nothing is prepared for that.
    public nonisolated static func wasCutOff(_ lesson: Lesson, in surroundings: Surroundings) -> Bool {
        guard let home = surroundings.store,
            let prepared = PreparedLesson(lesson, below: home, in: surroundings)
        else { return false }
        return keptMark(prepared) != nil
    }

    private nonisolated static func enter(_ step: Int, of prepared: PreparedLesson) throws {
        try prepared.open()
        if step > 0, prepared.repeatsBuilds {
            Line.print(
                "Docker builds again what the steps before step \(step + 1) make: seconds, as far as it remembers them."
            )
        }
        do { try prepared.restore(step) } catch {
            prepared.close()
            throw error
        }
    }
}
