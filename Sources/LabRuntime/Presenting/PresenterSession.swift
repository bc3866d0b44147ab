internal import Clocks
internal import Files
internal import ImageFormat
internal import LabModel
internal import LabViews
internal import LessonFormat
public import LessonPlay

/// What a presentation has beside the lab: what it was prepared from, where it is, and who follows it.
@MainActor
public final class PresenterSession {
    nonisolated let prepared: PreparedLesson
    /// Where to begin.
    nonisolated let mark: PresentationMark
    nonisolated let progress: Progress
    private nonisolated let server: NotesServer?
    private var told: PresenterNotes?
    private var kept: PresentationMark?
    private var times = PresentationTimes()

    /// A presentation from the beginning of a step on.
    public nonisolated convenience init(_ prepared: PreparedLesson, beginningAt step: Int) {
        self.init(
            prepared,
            PresentationMark(
                step: prepared.lesson.steps[step].id, next: 0, pace: Presentation.Pace.human.rawValue, elapsed: 0,
                stepElapsed: 0), Progress())
    }

    private nonisolated init(_ prepared: PreparedLesson, _ mark: PresentationMark, _ progress: Progress) {
        self.prepared = prepared
        self.mark = mark
        self.progress = progress
        server = NotesServer(folder: prepared.root)
    }

    /// Nil where no presentation was cut off.
    public nonisolated static func resuming(_ prepared: PreparedLesson) -> PresenterSession? {
        guard let bytes = try? WholeFile.read(markPath(prepared)),
            let mark = (try? JSON(parsing: bytes)).flatMap(PresentationMark.init(json:))
        else { return nil }
        return PresenterSession(prepared, mark, ProgressFile(prepared.place).read())
    }

    private nonisolated static func markPath(_ prepared: PreparedLesson) -> String {
        prepared.root + "/presentation.json"
    }

    /// Tells the notes' terminal, and keeps the place for `--resume`, where anything changed.
    func follow(_ model: LabModel) {
        times.note(step: model.panes.lesson.stepIndex, isBusy: model.isBusy, at: MonotonicClock.now)
        if let notes = PresenterWords.notes(model), told?.says(another: notes) ?? true {
            told = notes
            server?.tell(notes)
        }
        guard let mark = model.presentationMark, kept?.step != mark.step || kept?.next != mark.next else { return }
        kept = mark
        try? WholeFile.replace(Self.markPath(prepared), with: mark.json.encoded())
    }

    /// How long the steps took, once it has ended.
    var report: [String] { times.lines(of: prepared.lesson) }

    /// Whatever ended it, `--resume` goes on: a key is struck by mistake as easily as a terminal is closed.
    nonisolated func leave() { server?.stop() }
}
