public import TerminalUI

/// What a frame put where, as the view that drew it says: how far panes scroll, and what a click means.
///
/// The loop hands it back to the model, so that geometry is computed once and the mouse cannot disagree with the screen.
public struct ScreenMap: Equatable, Sendable {
    /// What a click on a place asks for.
    public enum Target: Equatable, Sendable {
        case action(Action)
        case pane(Pane)
        case file(Int)
        /// A step of the lesson.
        case step(Int)
        /// A code block of the lesson's page.
        case block(Int)
        /// A choice of a quiz, from 1; the check's position in its step.
        case choice(check: Int, Int)
        /// An instruction that the step has the learner guess.
        case guess(Int)
        /// A row of a list: a step of the build, an image, a layer.
        case row(Pane, Int)
        /// A row of the editor's text: the line from 0, and the cell column that its left edge shows.
        case text(line: Int, column: Int)
        case divider
        /// The shell's screen.
        case shell
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

    /// Lines of a step's log that are not in memory.
    public struct MissingLog: Equatable, Sendable {
        /// The step's position in the build.
        public var step: Int
        public var lines: Range<Int>

        public init(step: Int, lines: Range<Int>) {
            self.step = step
            self.lines = lines
        }
    }

    public private(set) var targets: [(area: Rect, target: Target)] = []
    public var extents: [Pane: Extent] = [:]
    public var dialogueExtent: Extent?
    /// Where each pane's content is drawn.
    public var frames: [Pane: Rect] = [:]
    /// The first row of each code block and check list of the lesson's page, for keeping the selection in sight.
    public var blockRows: [Int] = []
    /// The first row of each step, image or layer of a list.
    public var listRows: [Pane: [Int]] = [:]
    /// The editor's text: the rows and columns that fit, without gutter.
    public var editorText: Rect?
    public var caret: Point?
    /// The shell's screen.
    public var shell: Rect?
    /// What the build's pane would have shown.
    public var missingLog: MissingLog?

    public init() {}

    /// Targets added later lie above earlier ones.
    public mutating func add(_ target: Target, at area: Rect) {
        if !area.isEmpty { targets.append((area, target)) }
    }

    public func target(at point: Point) -> Target? { targets.last { $0.area.contains(point) }?.target }

    public static func == (left: ScreenMap, right: ScreenMap) -> Bool {
        left.extents == right.extents && left.dialogueExtent == right.dialogueExtent
            && left.frames == right.frames && left.blockRows == right.blockRows
            && left.listRows == right.listRows && left.editorText == right.editorText
            && left.missingLog == right.missingLog && left.shell == right.shell && left.caret == right.caret
            && left.targets.elementsEqual(right.targets) { $0.area == $1.area && $0.target == $1.target }
    }
}
