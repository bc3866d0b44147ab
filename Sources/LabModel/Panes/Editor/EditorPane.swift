internal import DockerfileSyntax
internal import LessonFormat
public import TerminalUI
public import TextEditing

/// The learner's files, a tab each: one of them is open.
public struct EditorPane: PaneModel {
    /// What can be asked of this pane alone, by a key or from the palette.
    public enum Action: CaseIterable, Hashable, Sendable {
        case nextFile, previousFile
        case undo, redo, cut, paste, selectAll
        case replace, goToLine
        case explain, listFindings, openElsewhere, complete, showSolution, toggleBreakpoint
    }

    /// What happens to the pane.
    public enum Event: PaneEvent {
        case input(PaneInput<Action>)
        /// A key that is in no table of the lab's, or that chooses in the list of completions.
        case key(KeyPress)
        case paste(String)
        /// The mouse at a place of the pane's text.
        case mouse(MouseEvent)
        /// A click on a tab.
        case openTab(Int)
        /// Whatever a key did, the list of completions follows the caret.
        case followCompletion
        /// A prompt is answered.
        case answer(EditorQuestion, String)
        case file(FileEvent)
        case saving(SavingEvent)
        case recovery(RecoveryEvent)
        case contextFiles(RunID, [String])
        /// A build began, or its steps are known.
        case built(BuiltDockerfile)
        /// There is a forecast of a build.
        case foreseen
        /// A block of the lesson goes into its file.
        case type(String, into: String)
        /// The presenter types a file: what is there and not wanted goes first.
        case beginTyping(path: String, wanted: [UInt8])
        case goOnTyping(path: String, String)
        /// A shell before the instruction that holds a line of the Dockerfile.
        case openShell(line: Int?)
        /// Goes to what is wrong below the caret, the step that the last build failed at included.
        case nextFinding(failedStep: Int?)
        /// The disk is as it was when a step began.
        case forget
    }

    public internal(set) var files: [EditorTab] = []
    public internal(set) var openFile = 0
    public internal(set) var search = Search.none
    /// What each line of the Dockerfile says about the last build.
    public internal(set) var gutter = DockerfileGutter()
    /// What the word before the caret can become; nil while no list is open.
    public internal(set) var completion: CompletionSession?
    var contextFiles = Loadable<[String]>()
    var recovery = Recovery()
    var saving = Saving.idle
    var batch = SavedBatch()
    private(set) var built: BuiltDockerfile?
    /// Whether the gutter has something to say of a build to come.
    private var isForeseen = false
    /// The last click into the text, for the second and the third.
    var lastClick: TextClick?
    /// Texts of the instructions that a build stops before.
    var breakpoints: Set<String> = []
    /// Where the pane is; nil where nobody sees it.
    private var area: Rect?

    /// What is looked for in the text.
    public enum Search: Equatable, Sendable {
        case none
        /// Was looked for, and is no longer marked.
        case hidden(SearchQuery)
        /// Every match is marked.
        case marked(SearchQuery)

        var query: SearchQuery? {
            switch self {
            case .none: nil
            case .hidden(let query), .marked(let query): query
            }
        }
    }

    public var file: EditorTab? { files.indices.contains(openFile) ? files[openFile] : nil }
    public var unsaved: [String] { files.filter(\.isDirty).map(\.path) }
    public var dockerfile: EditorTab? { files.first(where: \.isDockerfile) }
    public var showsMatches: Bool { if case .marked = search { true } else { false } }

    /// Where everything of the pane is; nil where nobody sees it, or no file is open.
    public var layout: EditorLayout? {
        area.flatMap { area in file.map { EditorLayout($0, isBuilt: built != nil || isForeseen, in: area) } }
    }

    mutating func update(_ event: Event, _ lab: inout LabContext) -> [Request] {
        let requests = take(event, &lab)
        fit()
        return requests
    }

    private mutating func take(_ event: Event, _ lab: inout LabContext) -> [Request] {
        switch event {
        case .input(let input): return take(input, &lab)
        case .key(let press): return type(press)
        case .paste(let text): return apply(.pasteText(text))
        case .mouse(let event): return mouse(event, lab)
        case .openTab(let index):
            openFile = min(max(0, index), max(0, files.count - 1))
            return [.focus(.editor)]
        case .followCompletion: followCompletion(lab)
        case .answer(let question, let text): return answer(question, text)
        case .file(let event): return take(event, lab)
        case .saving(let event): return take(event)
        case .recovery(let event): return take(event, lab)
        case .contextFiles(let run, let paths): return take(context: paths, of: run, lab)
        case .built(let dockerfile):
            built = dockerfile
            renewGutter()
        case .foreseen: isForeseen = true
        case .type(let text, let path): return type(block: text, into: path)
        case .beginTyping(let path, let wanted): return beginTyping(path, wanted)
        case .goOnTyping(let path, let text): goOnTyping(path, text)
        case .openShell(let line): return openShell(line)
        case .nextFinding(let step): return goToNextFinding(failed: step)
        case .forget:
            built = nil
            return take(.forget) + take(.openAll, lab)
        }
        return []
    }

    private mutating func take(_ input: PaneInput<Action>, _ lab: inout LabContext) -> [Request] {
        switch input {
        case .action(let action): return perform(action, &lab)
        case .shared(let action): return perform(action)
        case .wheel(let rows): change { $0.scroll(by: rows) }
        case .placed(let area): self.area = area
        case .click: break
        }
        return []
    }

    /// Gives the open file the size that it is drawn in.
    private mutating func fit() {
        guard let text = layout?.text else { return }
        let shown = files[openFile].editor.viewport
        guard shown.rows != text.height || shown.columns != text.width else { return }
        files[openFile].editor.resize(rows: text.height, columns: text.width)
    }

    // MARK: The open file

    mutating func show(file path: String?) {
        guard let path else { return }
        if let index = files.firstIndex(where: { $0.path == path }) {
            openFile = index
        } else {
            files.append(EditorTab(path: path))
            openFile = files.count - 1
        }
    }

    mutating func change(_ body: (inout EditorTab) -> Void) {
        guard files.indices.contains(openFile) else { return }
        let before = files[openFile].version
        body(&files[openFile])
        if files[openFile].isDockerfile, files[openFile].version != before { renewGutter() }
    }

    /// Compares the Dockerfile with the one that was built.
    mutating func renewGutter() {
        guard let built, let tab = dockerfile else {
            gutter = DockerfileGutter()
            return
        }
        gutter = DockerfileGutter(text: tab.text, instructions: tab.instructions, built: built)
    }

    /// The step that the instruction under the caret became, where it still reads the same.
    public var stepAtCaret: Int? {
        guard let file, file.isDockerfile else { return nil }
        switch gutter.marks[file.caretLine] {
        case .step(let step), .bar(let step): return step
        case .outdated, .outdatedBar, nil: return nil
        }
    }
}
