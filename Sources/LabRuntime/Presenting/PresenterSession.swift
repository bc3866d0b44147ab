internal import Clocks
internal import Dispatch
internal import Engines
internal import Files
internal import ImageFormat
internal import LabModel
internal import LabViews
internal import LessonFormat
internal import LessonPlay
internal import Surroundings

/// What a presentation has beside the lab: what it was prepared from, where it is, and who follows it.
@MainActor
public final class PresenterSession {
    nonisolated let prepared: PreparedLesson
    /// Where to begin.
    nonisolated let mark: PresentationMark
    /// Whether the lab restores that step when it opens.
    nonisolated let beginsAnew: Bool
    nonisolated let progress: Progress
    private nonisolated let server: NotesServer?
    private var told: PresenterNotes?
    private var kept: PresentationMark?
    private var times: PresentationTimes
    /// IDs of the steps that the audience is not shown.
    private var leftOut: Set<String>
    /// The step that is performed: what is built belongs to it.
    private var performed: Int?
    private let noting = DispatchQueue(label: "slipway.built")

    /// Seconds after which the times are kept even though nothing else has changed.
    private static let patience = 15.0

    /// A presentation from the beginning of a step on.
    ///
    /// - Parameter leftOut: the steps that this audience is not shown.
    nonisolated convenience init(
        _ prepared: PreparedLesson, beginningAt step: Int, without leftOut: LeftOutSteps = LeftOutSteps()
    ) {
        let mark = PresentationMark(
            step: prepared.lesson.steps[step].id, next: 0, pace: Presentation.Pace.human.rawValue, elapsed: 0,
            stepElapsed: 0, leftOut: leftOut.ids(of: prepared.lesson))
        self.init(prepared, mark, Progress(), beginsAnew: false)
    }

    private nonisolated init(
        _ prepared: PreparedLesson, _ mark: PresentationMark, _ progress: Progress, beginsAnew: Bool
    ) {
        self.prepared = prepared
        self.mark = mark
        self.beginsAnew = beginsAnew
        self.progress = progress
        times = PresentationTimes(mark.times, of: prepared.lesson)
        leftOut = Set(mark.leftOut)
        server = NotesServer(folder: prepared.root)
    }

    /// Nil where no presentation was cut off.
    ///
    /// - Parameters:
    ///   - leftOut: the steps that the audience is not shown from now on; those of before where it names none.
    ///   - isLost: whether nothing is left of what the step has made, so that it begins anew in any case.
    nonisolated static func resuming(
        _ prepared: PreparedLesson, without leftOut: LeftOutSteps = LeftOutSteps(), isLost: Bool = false
    ) -> PresenterSession? {
        guard var mark = keptMark(prepared) else { return nil }
        let beginsAnew = isLost || !lasts(mark, of: prepared)
        if beginsAnew { (mark.next, mark.isFinished) = (0, false) }
        if !leftOut.isEmpty { mark.leftOut = leftOut.ids(of: prepared.lesson) }
        return PresenterSession(prepared, mark, ProgressFile(prepared.place).read(), beginsAnew: beginsAnew)
    }

    /// Where a presentation was cut off; nil where none was.
    nonisolated static func keptMark(_ prepared: PreparedLesson) -> PresentationMark? {
        guard let bytes = try? WholeFile.read(markPath(prepared)) else { return nil }
        return (try? JSON(parsing: bytes)).flatMap(PresentationMark.init(json:))
    }

    /// Keeps the beginning at once, in the place of what an earlier presentation has kept: `--resume` is about this one,
    /// also where it is killed before anything has changed.
    nonisolated func keepBeginning() {
        try? ProgressFile(prepared.place).keep(nil, of: prepared.lesson.id)
        try? WholeFile.replace(Self.markPath(prepared), with: mark.json.encoded())
    }

    /// Whether all that the open step has done so far outlives its terminal. A step that was performed to its end does: its
    /// guesses are in the mark, and its container is started again. Else only files do: a command that was under way ends
    /// with the terminal, and a step that had only begun may have been restored in part.
    private nonisolated static func lasts(_ mark: PresentationMark, of prepared: PreparedLesson) -> Bool {
        guard let index = prepared.lesson.steps.firstIndex(where: { $0.id == mark.step }) else { return false }
        if mark.isFinished { return true }
        guard mark.next > 0, prepared.container(before: index) == nil else { return false }
        return prepared.lesson.steps[index].solution.prefix(mark.next).allSatisfy {
            switch $0 {
            case .write: true
            case .delete, .run, .build, .start, .stop, .fetch, .answer, .predict: false
            }
        }
    }

    private nonisolated static func markPath(_ prepared: PreparedLesson) -> String {
        prepared.root + "/presentation.json"
    }

    /// Tells the notes' terminal, and keeps the place for `--resume`, where anything changed.
    func follow(_ model: LabModel) {
        times.note(step: model.panes.lesson.stepIndex, isBusy: model.isBusy, at: MonotonicClock.now)
        noteBuilds(model)
        if let notes = PresenterWords.notes(model), told?.says(another: notes) ?? true {
            told = notes
            server?.tell(notes)
        }
        guard let mark = model.presentationMark else { return }
        leftOut = Set(mark.leftOut)
        if let kept, !mark.isElsewhere(than: kept), mark.elapsed - kept.elapsed < Self.patience { return }
        keep(mark)
    }

    /// What a step has built is told from what the next one builds. After a jump, which repeats builds itself, there is nothing
    /// to tell.
    private func noteBuilds(_ model: LabModel) {
        let step = model.panes.lesson.stepIndex
        defer { performed = step }
        guard let performed, performed != step, model.presentation?.restoring == nil else { return }
        noting.async { [prepared] in prepared.note(performed) }
    }

    /// Takes note of how things are at the end, whatever has ended it.
    func end(_ model: LabModel) {
        times.note(step: model.panes.lesson.stepIndex, isBusy: model.isBusy, at: MonotonicClock.now)
        guard let mark = model.presentationMark else { return }
        leftOut = Set(mark.leftOut)
        keep(mark)
    }

    private func keep(_ mark: PresentationMark) {
        var mark = mark
        mark.times = times.kept(of: prepared.lesson)
        kept = mark
        try? WholeFile.replace(Self.markPath(prepared), with: mark.json.encoded())
    }

    /// How long the steps took that were shown, once it has ended.
    var report: [String] { times.lines(of: prepared.lesson, without: leftOut) }

    /// What is said once it has ended: how long the steps took, and how it goes on.
    var farewell: [String] {
        let engine = prepared.place.surroundings.usesDocker ? "--engine docker " : ""
        return report + ["Go on with: slipway present \(engine)--resume \(prepared.lesson.id)"]
    }

    /// Whatever ended it, `--resume` goes on: a key is struck by mistake as easily as a terminal is closed.
    nonisolated func leave() { server?.stop() }
}
