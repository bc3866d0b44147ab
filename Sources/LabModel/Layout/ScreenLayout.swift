public import TerminalUI

/// What lies where on the screen, row by row: how far panes scroll, and what a click means.
///
/// The views work it out from the model before anything is drawn.
public struct ScreenLayout: Equatable, Sendable {
    /// An area that can be clicked.
    public struct Target: Equatable, Sendable {
        public let area: Rect
        public let meaning: Meaning
    }

    /// What a click on a place asks for.
    public enum Meaning: Equatable, Sendable {
        case action(Action)
        case pane(Pane)
        /// A tab of the editor.
        case tab(Int)
        /// A part of the lesson's page.
        case lesson(LessonPane.Part)
        /// A row of a pane's list.
        case row(Pane, Int)
        /// A place where the pane itself takes the mouse.
        case inside(Pane)
        case divider
        /// An answer of a dialogue.
        case answer(Int)
    }

    /// How much a pane could show, and how much it does.
    public struct Extent: Equatable, Sendable {
        public var rows: Int
        public var visible: Int
        /// The first row shown.
        public var offset: Int

        public init(rows: Int, visible: Int, offset: Int = 0) {
            self.rows = rows
            self.visible = visible
            self.offset = offset
        }

        public var lastOffset: Int { max(0, rows - visible) }
    }

    /// How much wider than its place what stands there is.
    public struct Breadth: Equatable, Sendable {
        /// The columns that the longest row in sight has too many; 0 where every row fits.
        public var hidden: Int
        /// The columns that such a row has room for.
        public var visible: Int

        public init(hidden: Int, visible: Int) {
            self.hidden = hidden
            self.visible = visible
        }
    }

    /// Lines of a step's log.
    public struct LogLines: Equatable, Sendable {
        /// The step's position in the build.
        public var step: Int
        public var lines: Range<Int>

        public init(step: Int, lines: Range<Int>) {
            self.step = step
            self.lines = lines
        }
    }

    public private(set) var targets: [Target] = []
    public var extents: [Pane: Extent] = [:]
    public var dialogueExtent: Extent?
    /// How far panes look to the right, where their rows are cut.
    public var breadths: [Pane: Breadth] = [:]
    public var dialogueBreadth: Breadth?
    /// The first row of each code block of the lesson's page.
    public var blockRows: [Int] = []
    /// The row of the lesson's page that the checks begin at.
    public var checksRow: Int?
    /// The rows of the lesson's page that each quiz has, from the title of its check to its last choice, by the check's
    /// position.
    public var quizRows: [Int: Range<Int>] = [:]
    /// The rows of the lesson's page with what is to be guessed; nil in a step without a guess.
    public var guessRows: Range<Int>?
    /// The first row of each step of the build.
    public var stepRows: [Int] = []
    /// The lines of logs that are in sight.
    public var logLines: [LogLines] = []

    public init() {}

    /// Targets added later lie above earlier ones.
    public mutating func add(_ meaning: Meaning, at area: Rect) {
        if !area.isEmpty { targets.append(Target(area: area, meaning: meaning)) }
    }

    /// Takes note of a part of a pane whose rows are cut; the widest of its parts counts.
    public mutating func widen(_ pane: Pane, hidden: Int, visible: Int) {
        breadths[pane] = Breadth(hidden: max(hidden, breadths[pane]?.hidden ?? 0), visible: visible)
    }

    /// Whether something is in sight that the lesson wants an answer to.
    var showsQuestion: Bool {
        targets.contains { target in
            switch target.meaning {
            case .lesson(.choice), .lesson(.guess): true
            case .lesson(.block), .action, .pane, .tab, .row, .inside, .divider, .answer: false
            }
        }
    }

    /// What a click at this place means; nil where it means nothing. Of targets that overlap, the last one counts.
    public func target(at point: Point) -> Meaning? { targets.last { $0.area.contains(point) }?.meaning }
}
