internal import CommandLines
internal import LessonFormat
public import TerminalUI

/// The lesson as a performance in front of a class: what Space does next, and how the room sees it.
public struct Presentation: PaneModel, Equatable {
    /// What the presenter can ask for, by a key or from the palette.
    public enum Action: CaseIterable, Hashable, Sendable {
        case performNext, performAgain, goBack, goToStep, leaveOut, takeOver, faster, slower, blank, large, point, trail
    }

    /// What happens to a presentation.
    public enum Event: PaneEvent {
        case input(PaneInput<Action>)
        /// A key that brings a blank screen back, or moves the pointer.
        case key(KeyPress)
        case movePointer(to: Point)
        /// The clock goes on: characters fall due.
        case tick
        /// What is left of a file to be typed.
        case types(String, into: String)
        /// The presenter has finished the line at the shell's prompt.
        case entered
        /// The shell has begun these command lines, whoever has typed them.
        case typed([String])
        /// The shell does not tell what is entered in it.
        case typedUnknown
        /// Another step is open.
        ///
        /// - Parameter isNatural: whether the step before was performed to its end, so that things are as they should be.
        case stepOpened(isNatural: Bool)
        /// The beginning of a step is restored, or cannot be.
        case restored
    }

    /// How fast text is typed.
    public enum Pace: Int, CaseIterable, Equatable, Sendable {
        case slow, human, quick, atOnce

        /// Characters a second; nil for all at once.
        var rate: Double? {
            switch self {
            case .slow: 8
            case .human: 18
            case .quick: 60
            case .atOnce: nil
            }
        }
    }

    public internal(set) var pace = Pace.human
    public internal(set) var keyboard = Keyboard.performing
    /// The position of the next action in the open step's solution.
    public internal(set) var next = 0
    public internal(set) var typing: Typing?
    /// The command lines that were performed or typed by hand, oldest first, for those who lag behind.
    public internal(set) var trail: [String] = []
    /// The command line that was entered last, as the lesson has it, until the shell has told what it has begun.
    var entered: String?
    /// Positions of the steps that this audience is not shown.
    public internal(set) var leftOut: Set<Int> = []
    /// Whether the room sees nothing.
    public internal(set) var isBlank = false
    /// One pane at a time, the one that matters now.
    public internal(set) var isLarge = false
    /// What the presenter points at; nil where the pointer is off.
    public internal(set) var pointer: Point?
    /// When Space was told why the step should not be left yet; nil where it was not.
    var warnedAt: Double?
    /// The restoring of a step that is under way.
    public internal(set) var restoring: RunID?
    /// Whether the open step is restored as soon as the lab starts.
    var beginsAnew: Bool
    /// Whether the open step was performed to its end in an earlier terminal, and all that it made is still there.
    let isAtStepEnd: Bool
    /// The lab's clock when the presentation began; below 0 where it goes on after an earlier terminal.
    public internal(set) var startedAt: Double
    public internal(set) var stepStartedAt: Double

    public init(now: Double, resuming mark: PresentationMark? = nil, beginsAnew: Bool = false) {
        self.beginsAnew = beginsAnew
        isAtStepEnd = mark?.isFinished == true && !beginsAnew
        // The mark comes from a file, which may hold anything.
        startedAt = now - Self.seconds(mark?.elapsed)
        stepStartedAt = now - Self.seconds(mark?.stepElapsed)
        next = min(max(0, mark?.next ?? 0), 1_000_000)
        pace = mark.flatMap { Pace(rawValue: $0.pace) } ?? .human
        trail = Array((mark?.trail ?? []).suffix(Self.trailLength))
    }

    private static func seconds(_ elapsed: Double?) -> Double { min(max(0, elapsed ?? 0), 1e9) }

    static let keys = takingOver + driving

    /// Works while the presenter types as well.
    static let takingOver: [KeyBinding] = [
        key(.takeOver, "Take the keyboard, or hand it back", "take over", [.function(11), .alternate("y")], 0)
    ]

    /// What a presenter's keys do while Space performs. A hand-held remote sends PgDn, PgUp and a full stop.
    static let driving: [KeyBinding] = [
        key(.performNext, "Perform the next action of the step", "next", [.key(" "), KeyPress(.pageDown)], 0),
        KeyBinding(again: .lab(.previousStep), .presenting, [KeyPress(.pageUp)], 4),
        key(.performAgain, "Perform the last action once more", "again", [.key("r")], 6),
        key(.goBack, "Go back by one action, which undoes nothing", "back", [.key("u"), KeyPress(.backspace)], 6),
        key(.goToStep, "Go to a step by its number", "go to", [.key("g")], 4),
        key(.leaveOut, "Leave this step out for this audience, or take it in again", "leave out", [.key("o")], 6),
        key(.faster, "Type faster", "faster", [.key("+"), .key("=")], 5),
        key(.slower, "Type more slowly", "slower", [.key("-")], 5),
        key(.blank, "Blank the screen; any key brings it back", "blank", [.key("."), .key("b")], 5),
        key(.large, "Show one pane at a time, for a projector", "large", [.key("l")], 6),
        key(.point, "Show a pointer: arrows or the mouse move it", "pointer", [.key("m")], 6),
        key(.trail, "Show the commands so far, or hide them", "commands", [.key("d")], 6),
    ]

    private static func key(
        _ action: Action, _ title: String, _ short: String, _ chords: [KeyPress], _ prominence: Int
    ) -> KeyBinding {
        KeyBinding(.presenting(action), title, short, .presenting, chords, prominence)
    }

    mutating func update(_ event: Event, _ lab: inout LabContext) -> [Request] {
        switch event {
        case .input(.action(let action)): return perform(action, lab)
        case .input: break
        case .key(let press):
            // Whatever is struck brings the picture back, and does nothing else.
            if isBlank { isBlank = false } else { movePointer(by: press, lab) }
        case .movePointer(let point): movePointer(to: point, lab)
        case .tick: return passTyping(at: lab.now)
        case .types(let text, let path):
            typing = Typing(.file(path), text, now: lab.now)
            return passTyping(at: lab.now)
        case .entered:
            guard awaitsLine, let typing else { return [] }
            return finish(typing)
        case .typed(let lines): for line in lines { take(typed: line) }
        case .typedUnknown: tellUnknown()
        case .stepOpened(let isNatural):
            entered = nil
            (next, typing, stepStartedAt, warnedAt) = (0, nil, lab.now, nil)
            if keyboard == .lent { keyboard = .performing }
            guard !isNatural else { return [] }
            let run = lab.newRun()
            restoring = run
            return [.world(.restoreStep(run, lab.stepIndex))]
        case .restored: restoring = nil
        }
        return []
    }

    private mutating func perform(_ action: Action, _ lab: LabContext) -> [Request] {
        switch action {
        case .performNext: return performNext(lab)
        case .performAgain: return performAgain(lab)
        case .goBack: return goBack(lab)
        case .leaveOut: return leaveOut(lab)
        case .takeOver: return isDriving ? takeOver() : handBack(lab)
        case .faster: return changePace(by: 1)
        case .slower: return changePace(by: -1)
        case .blank: isBlank = true
        case .large:
            isLarge.toggle()
            return [.zoom(isLarge)]
        case .point:
            let size = lab.size
            pointer = pointer == nil ? Point(x: size.width / 2, y: size.height / 2) : nil
        case .trail: return [.toggleTrail]
        case .goToStep: return [.open(.prompt(Prompt(.goToStep)))]
        }
        return []
    }

    /// The action that Space performs next; nil at the end of the step.
    func nextAction(in step: Step?) -> LessonAction? {
        guard let actions = step?.solution, actions.indices.contains(next) else { return nil }
        return actions[next]
    }

    private mutating func changePace(by step: Int) -> [Request] {
        let index = min(max(0, pace.rawValue + step), Pace.allCases.count - 1)
        pace = Pace.allCases[index]
        return [.notice(.pace(pace))]
    }

    // MARK: The pointer

    /// Whether a key is the presenter's, and nothing of the lab's.
    func takes(_ press: KeyPress) -> Bool {
        isBlank || (isDriving && pointer != nil && press.modifiers.isEmpty && Self.direction(press) != nil)
    }

    private static func direction(_ press: KeyPress) -> (x: Int, y: Int)? {
        let directions: [Key: (x: Int, y: Int)] = [.up: (0, -1), .down: (0, 1), .left: (-2, 0), .right: (2, 0)]
        return directions[press.key]
    }

    private mutating func movePointer(by press: KeyPress, _ lab: LabContext) {
        guard let pointer, let direction = Self.direction(press) else { return }
        movePointer(to: Point(x: pointer.x + direction.x, y: pointer.y + direction.y), lab)
    }

    private mutating func movePointer(to point: Point, _ lab: LabContext) {
        let size = lab.size
        pointer = Point(
            x: min(max(0, point.x), max(0, size.width - 1)), y: min(max(0, point.y), max(0, size.height - 1)))
    }
}
