internal import SelfChecks
public import ShellScreen
public import TerminalUI

/// The shell as the lab shows it. What runs in it, and the terminal that reads its bytes, are outside: a frame comes in
/// as a value.
public struct ShellPane: PaneModel {
    /// What can be asked of this pane alone, by a key or from the palette.
    public enum Action: CaseIterable, Hashable, Sendable {
        case columnLeft, columnRight, leaveHistory, restart
    }

    /// What happens to the pane.
    public enum Event: PaneEvent {
        case input(PaneInput<Action>)
        /// A key that the lab does not take for itself.
        case key(KeyPress)
        case paste(String)
        /// The mouse, anywhere on the screen.
        case mouse(MouseEvent)
        /// Types a command line and runs it; starts the shell where there is none.
        case run(String)
        /// Hands it something now, or once it is there.
        case feed(ShellInput)
        /// Runs what stands at the prompt.
        case enter
        case interrupt
        /// The answer to what is to be found.
        case find(String)
        case frame(RunID, ShellFrame)
        case ended(RunID, State)
        /// A command was to be typed, and another one still runs.
        case busy(RunID)
        /// A command has ended: files, images and containers may be others.
        case commandEnded(RunID)
        /// A command goes on: what it serves can be looked at.
        case stirred(RunID)
        /// Another one begins where it has ended.
        case revive
        /// The disk is as it was when a step began: another shell begins.
        case forget
    }

    /// What the shell's process is doing.
    public enum State: Equatable, Sendable {
        /// Nobody looked at it yet.
        case unopened
        case running
        case ended(status: Int32)
        case notStarted(reason: String)
    }

    public private(set) var state = State.unopened
    /// What it showed last; nil before the first output.
    public private(set) var frame: ShellFrame?
    /// The first row that is shown while the learner reads what scrolled away; nil follows the shell.
    var top: Int?
    /// Where the learner's own caret is, which reads, selects and copies.
    public internal(set) var caret: ShellFrame.Place?
    /// Where the selection began; nil without one.
    var anchor: ShellFrame.Place?
    /// The last text that was looked for.
    var searchText = ""
    /// Whether the mouse's button is held over it.
    var isSelecting = false
    /// A command runs in it, as far as is known.
    private(set) var isBusy = false
    /// Where its screen is; nil where nobody sees it.
    private(set) var area: Rect?
    private var run: RunID?
    /// The size that the shell was told.
    private var size: Size?
    /// What is typed once the shell is there.
    private var waiting: [ShellInput] = []

    static let keys: [KeyBinding] = [
        KeyBinding(again: .lab(.nextPane), .pane(.shell), [.control("]")], 4),
        KeyBinding(again: .shared(.pageUp), .pane(.shell), [KeyPress(.pageUp), KeyPress(.pageUp, .shift)], 5),
        KeyBinding(.shell(.restart), "Start the shell again", "restart", .pane(.shell), [KeyPress(.enter)]),
    ]

    /// Whether keys move in what scrolled away instead of going to the shell.
    public var isReading: Bool { top != nil }

    var isOver: Bool {
        switch state {
        case .ended, .notStarted: true
        case .unopened, .running: false
        }
    }

    mutating func update(_ event: Event, _ lab: inout LabContext) -> [Request] {
        take(event, lab) + fit(&lab)
    }

    private mutating func take(_ event: Event, _ lab: LabContext) -> [Request] {
        switch event {
        case .input(let input): return take(input)
        case .key(let press): return read(press) ?? send(.key(press))
        case .paste(let text): return send(.paste(text))
        case .mouse(let event): return mouse(event)
        case .run(let line):
            if state == .running { return send(.line(line)) }
            if isOver { forget() }
            waiting.append(.line(line))
        case .feed(let input): return feed(input)
        case .enter:
            isBusy = true
            return feed(.key(KeyPress(.enter)))
        case .interrupt: return send(.key(.control("c")))
        case .find(let text):
            searchText = text
            return find(older: true)
        case .frame(let run, let frame): if run == self.run { self.frame = frame }
        case .ended(let run, let state):
            guard run == self.run else { return [] }
            self.state = state
            return [.shellIsIdle, .listImages, .check]
        case .busy(let run): return run == self.run ? [.notice(.shellBusy)] : []
        case .commandEnded(let run):
            guard run == self.run else { return [] }
            isBusy = false
            return [.shellIsIdle, .readFiles, .listImages, .check]
        case .stirred(let run):
            guard run == self.run, let step = lab.step else { return [] }
            isBusy = true
            let needs = SelfChecks.needs(of: step)
            return needs.containers || !needs.pages.isEmpty ? [.check] : []
        case .revive: if isOver { forget() }
        case .forget: forget()
        }
        return []
    }

    private mutating func take(_ input: PaneInput<Action>) -> [Request] {
        switch input {
        case .action(.restart):
            if isOver { forget() }
            return [.focus(.shell)]
        case .action(let action): read(action)
        case .shared(let action): return read(action)
        case .click: break
        case .wheel(let rows): scroll(by: rows)
        case .placed(let area): self.area = area?.split(top: 1).rest
        }
        return []
    }

    /// Another shell begins in the place of this one.
    private mutating func forget() {
        let area = area
        self = ShellPane()
        self.area = area
    }

    /// Whether an action of the key table is the lab's at this moment, and not the program's in the shell.
    func takes(_ action: Action) -> Bool { action != .restart || isOver }

    func takes(_ action: SharedAction) -> Bool { action != .pageUp || frame?.isAlternate == false }

    // MARK: What goes in

    mutating func send(_ input: ShellInput) -> [Request] {
        stopReading()
        guard state == .running, let run else { return [] }
        return [.world(.shellInput(run, input))]
    }

    private mutating func feed(_ input: ShellInput) -> [Request] {
        guard state == .unopened else { return send(input) }
        waiting.append(input)
        return []
    }

    /// Starts the shell where it is first seen, and tells it its size.
    private mutating func fit(_ lab: inout LabContext) -> [Request] {
        guard let area, !area.isEmpty, !lab.isRestoring else { return [] }
        switch state {
        case .unopened:
            let run = lab.newRun()
            self.run = run
            size = area.size
            state = .running
            defer { waiting = [] }
            return [.world(.startShell(run, area.size))] + waiting.map { .world(.shellInput(run, $0)) }
        case .running:
            guard size != area.size, let run else { return [] }
            size = area.size
            return [.world(.resizeShell(run, area.size))]
        case .ended, .notStarted: return []
        }
    }
}

/// What goes into the shell.
public enum ShellInput: Equatable, Sendable {
    case key(KeyPress)
    case mouse(MouseEvent)
    case paste(String)
    /// A command, typed and run once the shell has its prompt.
    case line(String)
}
