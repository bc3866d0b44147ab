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

    /// The report: the steps that were shown, in the lesson's order; empty where none was.
    public func lines(of lesson: Lesson) -> [String] {
        let shown = spent.sorted { $0.key < $1.key }.filter { lesson.steps.indices.contains($0.key) }
        guard !shown.isEmpty else { return [] }
        let rows = shown.map { index, spent in
            let step = lesson.steps[index]
            let waited = spent.waited >= 1 ? ", \(NotesText.clock(spent.waited)) of it while commands ran" : ""
            let time = NotesText.time(spent.seconds, planned: step.minutes)
            return "  \(index + 1). \(step.title): \(time)\(waited)"
        }
        let planned = shown.reduce(0) { $0 + (lesson.steps[$1.key].minutes ?? 0) }
        let all = shown.reduce(0) { $0 + $1.value.seconds }
        return ["Minutes of each step, and what is planned for it:"] + rows + [
            "  In all: \(NotesText.time(all, planned: planned > 0 ? planned : nil))"
        ]
    }
}
