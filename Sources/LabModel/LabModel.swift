internal import CommandLines
public import LessonFormat
public import SelfChecks
public import TextEditing

/// All that the lab knows. `update` is the only way that it changes; the views only read it.
public struct LabModel: Sendable {
    public let lesson: Lesson
    /// What the views call each action: what the palette searches.
    public let titles: [Action: String]
    public internal(set) var stepIndex = 0
    public internal(set) var progress: Progress
    /// What the checks of the open step say; an entry is nil while its evidence is being gathered.
    public internal(set) var verdicts: [Verdict?] = []
    /// What the learner guesses of the step's build: by the instruction, whether it comes from the cache.
    public internal(set) var guesses: [String: Bool] = [:]
    /// Whether a guess was made since the last build began, so that no build can have shown it right or wrong yet.
    public internal(set) var areGuessesPending = false
    /// The code block of the page that Enter uses.
    public internal(set) var selectedBlock: Int?

    public internal(set) var layout = LayoutState()
    public internal(set) var map = ScreenMap()
    /// The first row that each reading pane shows.
    public internal(set) var offsets: [Pane: Int] = [:]
    /// The selected row of each list.
    public internal(set) var selected: [Pane: Int] = [:]
    public internal(set) var theme = ThemeName.dark
    /// Whether the terminal shows more than ASCII.
    public var isUnicode = true

    public internal(set) var files: [EditorTab] = []
    public internal(set) var openFile = 0
    /// The last text that was looked for.
    public internal(set) var searchText = ""
    var searchIsPattern = false
    /// Whether every match of the search is marked in the text.
    public internal(set) var showsMatches = false
    /// The last click into the editor's text, for the second and the third.
    var lastClick: TextClick?

    public internal(set) var build: BuildRun?
    public internal(set) var earlierBuild: BuildRun?
    public internal(set) var comparesBuilds = false
    /// Texts of the instructions that a build stops before.
    var breakpoints: Set<String> = []
    /// The first row of the build pane; nil follows the build.
    public internal(set) var buildOffset: Int?
    public internal(set) var gutter = DockerfileGutter()
    /// Lines of a log that were asked for, and have not come.
    var askedLog: ScreenMap.MissingLog?

    /// All lessons, as they were when the list was last opened.
    public internal(set) var lessonEntries: [LessonEntry] = []
    /// What the word before the caret can become; nil while no list is open.
    public internal(set) var completion: CompletionSession?
    var contextFiles: [String] = []
    var contextRun: RunID?
    var lessonsRun: RunID?
    /// Of each file with a recovery copy, the version that the copy has.
    var recoveryVersions: [String: Int] = [:]
    var recoveryTime = 0.0
    /// Texts of an earlier lab that nobody has decided on.
    var recovered: [String: [UInt8]] = [:]
    var resetRun: RunID?

    public internal(set) var shell = ShellPane()
    /// A build that runs in the shell.
    var outsideBuild: OutsideBuild?
    /// IDs of builds that are the lab's own, or over.
    var knownBuilds: Set<String> = []

    public internal(set) var container: ContainerRun?
    /// The containers of the store, and the one whose log is read.
    public internal(set) var containers = ContainersPane()
    public internal(set) var images = ImageListing.unknown
    public internal(set) var layersPane = LayersPane()
    public internal(set) var command: CommandRun?

    /// The performance; nil in a learner's lab.
    public internal(set) var presentation: Presentation?
    public internal(set) var dialogue: Dialogue?
    public internal(set) var notice: Notice?
    /// The lab's clock when the open step was opened.
    var stepOpenedAt = 0.0
    /// The lab's clock at the last event.
    public internal(set) var now = 0.0

    /// Files whose saving a build or a run waits for.
    var awaited: Set<String> = []
    var afterSaving: AfterSaving?
    var lastRun = 0
    var evidenceRun: RunID?
    var imagesRun: RunID?
    /// What runs once the container that still runs has ended.
    var nextRun: RunCommandLine?
    var isDraggingDivider = false
    var isQuitting = false

    /// What is to happen once every awaited file is saved.
    enum AfterSaving: Equatable, Sendable {
        case build(BuildCommandLine)
        case enterInShell
        case shellLine(String)
        case openLesson(String)
        case resetStep
        case quit
    }

    /// A lab at the step where the learner left it.
    public init(lesson: Lesson, progress: Progress, titles: [Action: String], theme: ThemeName = .dark) {
        self.lesson = lesson
        self.titles = titles
        self.progress = progress
        self.theme = theme
        let left = progress.lessons[lesson.id]?.step
        stepIndex = lesson.steps.firstIndex { $0.id == left } ?? 0
        verdicts = Array(repeating: nil, count: lesson.steps.isEmpty ? 0 : lesson.steps[stepIndex].checks.count)
    }

    /// The open step; nil in a lesson without steps.
    public var step: Step? { lesson.steps.indices.contains(stepIndex) ? lesson.steps[stepIndex] : nil }

    public var file: EditorTab? { files.indices.contains(openFile) ? files[openFile] : nil }

    /// What the learner has reached in this lesson.
    public var lessonProgress: LessonProgress { progress.lessons[lesson.id] ?? LessonProgress() }

    /// How many hints of the open step are revealed.
    public var revealedHints: Int { step.map { lessonProgress.hints[$0.id] ?? 0 } ?? 0 }

    public var unsavedFiles: [String] { files.filter(\.isDirty).map(\.path) }

    /// Whether something moves on the screen by itself, so that the clock has to tick.
    public var isAnimated: Bool {
        build?.isRunning == true || container?.state == .starting || container?.state == .stopping
            || isRecoveryDue || presentation?.typing != nil || presentation?.restoring != nil
    }

    mutating func newRun() -> RunID {
        lastRun += 1
        return RunID(lastRun)
    }
}
