public import LessonFormat
public import TerminalUI

/// What a pane may know of the lab around it.
public struct LabContext: Sendable {
    public internal(set) var lesson: Lesson
    /// The open step's position.
    public internal(set) var stepIndex: Int
    /// The lab's clock.
    public internal(set) var now: Double
    /// What the screen shows, as far as the panes' rows go.
    public internal(set) var screen: ScreenLayout
    public internal(set) var focus: Pane
    /// The whole screen's size.
    public internal(set) var size: Size
    /// The images of the store, as far as they are known.
    public internal(set) var images: [ImageRow]
    /// Whether a build runs, or a command in the shell.
    public internal(set) var isBusy: Bool
    /// Whether a dialogue takes the keys.
    public internal(set) var hasDialogue: Bool
    /// Whether a presenter performs the lesson.
    public internal(set) var isPresenting: Bool
    /// Whether the beginning of a step is being restored: nothing is to start until it is.
    public internal(set) var isRestoring: Bool
    /// Whether Slipway itself writes the files of a step, so that their change is not told.
    public internal(set) var isRewriting: Bool
    /// Whether Slipway itself builds, which alone can stop before an instruction.
    public internal(set) var hasOwnEngine: Bool
    /// The first check of the open step that fails; nil while one is being looked at, or not known.
    public internal(set) var failingCheck: String?
    private(set) var runs: RunCounter

    init(
        lesson: Lesson, stepIndex: Int = 0, now: Double = 0, screen: ScreenLayout = ScreenLayout(),
        focus: Pane = .lesson, size: Size = Size(width: 0, height: 0), images: [ImageRow] = [], isBusy: Bool = false,
        hasDialogue: Bool = false, isPresenting: Bool = false, isRestoring: Bool = false,
        isRewriting: Bool = false, hasOwnEngine: Bool = true, failingCheck: String? = nil,
        runs: RunCounter = RunCounter()
    ) {
        self.lesson = lesson
        self.stepIndex = stepIndex
        self.now = now
        self.screen = screen
        self.focus = focus
        self.size = size
        self.images = images
        self.isBusy = isBusy
        self.hasDialogue = hasDialogue
        self.isPresenting = isPresenting
        self.isRestoring = isRestoring
        self.isRewriting = isRewriting
        self.hasOwnEngine = hasOwnEngine
        self.failingCheck = failingCheck
        self.runs = runs
    }

    public var step: Step? { lesson.steps.indices.contains(stepIndex) ? lesson.steps[stepIndex] : nil }

    var imageNames: [String] { images.flatMap(\.names) }

    mutating func newRun() -> RunID { runs.next() }
}

/// Numbers the runs of the lab.
struct RunCounter: Sendable {
    private var last = 0

    mutating func next() -> RunID {
        last += 1
        return RunID(last)
    }
}
