public import LessonFormat
internal import TerminalUI

/// All that the lab knows: a model for each pane, and what is nobody's alone. `update` is the only way that it changes;
/// the views only read it.
public struct LabModel: Sendable {
    public internal(set) var panes: Panes
    /// The performance; nil in a learner's lab.
    public internal(set) var presentation: Presentation?
    public internal(set) var layout = LayoutState()
    /// What the screen shows, row by row.
    public internal(set) var screen = ScreenLayout()
    public internal(set) var theme = ThemeName.dark
    /// Whether the theme is the one that fits the terminal's background, because nobody has chosen another.
    public internal(set) var followsBackground = false
    /// Whether the terminal shows more than ASCII.
    public var isUnicode = true
    /// The engine that builds and runs, with its context or builder; nil for our own.
    public var engine: String?
    public internal(set) var dialogue: Dialogue?
    /// How far to the right the dialogue is looked at.
    public internal(set) var dialogueSide = SidePosition()
    public internal(set) var notice: Notice?
    /// The lab's clock at the last event.
    public internal(set) var now = 0.0
    /// All lessons, as they were when the list was last opened.
    public internal(set) var lessons = Loadable<[LessonEntry]>()
    /// The command that ran last, and what it said.
    public internal(set) var command: CommandRun?
    /// The files as they were on the disk when the last build began, by their paths; nil where none has. Of a build that
    /// an earlier lab has made, a file that was written since is left out.
    var builtFiles: [String: [UInt8]]?
    /// What a build would do now.
    public internal(set) var foresight = Foresight()
    /// What is typed while nothing should take it.
    var typing = TypingGuard()
    /// What the mouse drags while its button is held.
    var drag: MouseDrag?
    var runs = RunCounter()
    /// Whether the shell goes to the beginning of a step, or has.
    var catchUp = CatchingUp.none
    /// What the panes' places were worked out from.
    private var placed: LayoutState?
    /// What the palette offers, where it is not everything.
    private let offered: [Action]?

    enum MouseDrag {
        case divider
    }

    /// A lab at the step where the learner left it.
    ///
    /// - Parameters:
    ///   - offered: the actions of the palette; nil for all that the lab has.
    ///   - theme: nil for the one that fits the terminal's background, once the terminal has told it.
    public init(lesson: Lesson, progress: Progress, offered: [Action]? = nil, theme: ThemeName? = .dark) {
        panes = Panes(lesson: LessonPane(lesson, progress: progress))
        self.offered = offered
        self.theme = theme ?? .dark
        followsBackground = theme == nil
    }

    public var lesson: Lesson { panes.lesson.lesson }

    /// The open step; nil in a lesson without steps.
    public var step: Step? { panes.lesson.step }

    /// The actions that the palette searches.
    public var paletteActions: [Action] {
        let all = offered ?? KeyTable.actions
        guard presentation == nil else { return all }
        return all.filter { if case .presenting = $0 { false } else { true } }
    }

    /// What the palette finds.
    public func matches(of palette: Palette) -> [Action] {
        palette.matches(in: paletteActions, steps: lesson.steps.map(\.title))
    }

    /// What the palette calls an action: a step by its number and its title.
    public func title(of action: Action) -> String {
        guard case .lab(.goToStep(let number)) = action, lesson.steps.indices.contains(number - 1) else {
            return KeyTable.title(action)
        }
        return "\(KeyTable.title(action)): \(lesson.steps[number - 1].title)"
    }

    /// Whether something moves on the screen by itself, so that the clock has to tick.
    public var isAnimated: Bool {
        panes.build.isRunning || panes.build.isRacing || panes.containers.own?.state == .starting
            || panes.containers.own?.state == .stopping
            || (presentation == nil && panes.editor.isRecoveryDue) || presentation?.isTyping == true
            || presentation?.restoring != nil
    }

    // MARK: Panes

    /// What a pane may know of the lab.
    private var context: LabContext {
        LabContext(
            lesson: panes.lesson.lesson, stepIndex: panes.lesson.stepIndex, now: now, screen: screen,
            focus: layout.focus, size: Size(width: layout.columns, height: layout.rows), images: panes.images.rows,
            isBusy: isBusy, hasDialogue: dialogue != nil,
            isPresenting: presentation != nil, isRestoring: presentation?.restoring != nil,
            isRewriting: presentation?.restoring != nil || catchUp.writesFiles(at: now), hasOwnEngine: engine == nil,
            failingCheck: presentation == nil ? nil : panes.lesson.failingCheck, runs: runs)
    }

    /// Lets panes take an event, and carries out what they ask for. They are changed in place, never copied.
    mutating func tell(_ event: (inout Panes, inout LabContext) -> [Request]) -> [Effect] {
        var lab = context
        let requests = event(&panes, &lab)
        runs = lab.runs
        return requests.isEmpty ? [] : carryOut(requests)
    }

    mutating func tellPresenter(_ event: Presentation.Event) -> [Effect] {
        var lab = context
        let requests = presentation?.update(event, &lab) ?? []
        runs = lab.runs
        return requests.isEmpty ? [] : carryOut(requests)
    }

    /// Tells each pane where it is, where that has changed.
    mutating func placePanes() -> [Effect] {
        guard layout != placed else { return [] }
        let before = placed.map { LabLayout($0).panes }
        let areas = LabLayout(layout).panes
        placed = layout
        return Pane.allCases.filter { before == nil || before?[$0] != areas[$0] }.flatMap { pane in
            tell { $0.update(pane, .placed(areas[pane]), &$1) }
        }
    }

    /// Tells every pane again where it is.
    mutating func placePanesAnew() { placed = nil }

    /// Takes note of what the screen will show.
    public mutating func show(_ screen: ScreenLayout) -> [Effect] {
        self.screen = screen
        guard !screen.logLines.isEmpty else { return [] }
        return tell { $0.build.update(.shows(screen.logLines), &$1) }
    }
}
