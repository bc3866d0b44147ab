public import LabModel
public import LessonFormat

/// How long each step of a presentation took: against the plan, and how much of it went by with waiting for a command.
public struct PresentationTimes: Equatable, Sendable {
    private struct Spent: Equatable {
        var seconds = 0.0
        var waited = 0.0
    }

    private struct Moment: Equatable {
        var step: Int
        var isBusy: Bool
        var time: Double
    }

    private var spent: [Int: Spent] = [:]
    private var last: Moment?

    public init() {}

    /// Goes on from the times that were kept of an earlier terminal.
    public init(_ kept: [PresentationMark.StepTime], of lesson: Lesson) {
        for time in kept {
            guard let index = lesson.steps.firstIndex(where: { $0.id == time.step }) else { continue }
            spent[index] = Spent(seconds: time.seconds, waited: time.waited)
        }
    }

    /// The times so far, in the lesson's order, to be kept.
    public func kept(of lesson: Lesson) -> [PresentationMark.StepTime] {
        lesson.steps.enumerated().compactMap { index, step in
            spent[index].map { PresentationMark.StepTime(step: step.id, seconds: $0.seconds, waited: $0.waited) }
        }
    }

    /// Takes note of how things are; they are so until the next note.
    ///
    /// - Parameters:
    ///   - step: the open step's position.
    ///   - isBusy: whether a command or a build runs.
    ///   - time: seconds of any clock that goes on.
    public mutating func note(step: Int, isBusy: Bool, at time: Double) {
        if let last {
            let seconds = max(0, time - last.time)
            spent[last.step, default: Spent()].seconds += seconds
            if last.isBusy { spent[last.step, default: Spent()].waited += seconds }
        }
        last = Moment(step: step, isBusy: isBusy, time: time)
    }

    /// The report: the steps that were shown, in the lesson's order, among them those that were left out, which count for
    /// nothing; empty where none was shown.
    ///
    /// - Parameter leftOut: IDs of the steps that the audience was not shown.
    public func lines(of lesson: Lesson, without leftOut: Set<String> = []) -> [String] {
        let shown = lesson.steps.indices.filter { spent[$0] != nil && !leftOut.contains(lesson.steps[$0].id) }
        guard !shown.isEmpty else { return [] }
        let rows = lesson.steps.enumerated().compactMap { index, step in
            leftOut.contains(step.id) ? "  \(index + 1). \(step.title): left out" : row(index, step)
        }
        let planned = shown.reduce(0) { $0 + (lesson.steps[$1].minutes ?? 0) }
        let all = shown.reduce(0) { $0 + (spent[$1]?.seconds ?? 0) }
        return ["Minutes of each step, and what is planned for it:"] + rows + [
            "  In all: \(NotesText.time(all, planned: planned > 0 ? planned : nil))"
        ]
    }

    /// What is said of a step that was shown; nil for one that was not.
    private func row(_ index: Int, _ step: Step) -> String? {
        guard let spent = spent[index] else { return nil }
        let waited = spent.waited >= 1 ? ", \(NotesText.clock(spent.waited)) of it while commands ran" : ""
        return "  \(index + 1). \(step.title): \(NotesText.time(spent.seconds, planned: step.minutes))\(waited)"
    }
}
