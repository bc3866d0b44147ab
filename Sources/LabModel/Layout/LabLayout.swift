public import TerminalUI

/// What the learner chose about the screen.
public struct LayoutState: Equatable, Sendable {
    public var columns = 0
    public var rows = 0
    public var focus = Pane.lesson
    /// The lower pane of the workspace that was shown last.
    public var lower = Pane.build
    /// The pane of the workspace that had the focus last: what a low screen shows beside the lesson.
    public var workspace = Pane.editor
    /// Fills the screen with the pane that has the focus.
    public var isZoomed = false
    /// Shows the commands that a presenter performed.
    public var showsTrail = false
    /// The lesson's share of a wide screen, in hundredths.
    public var lessonShare = 42

    public init() {}

    /// What the lesson's share can be.
    public static let shares = 20...75

    /// Brings a pane to where it is seen, and gives it the focus.
    public mutating func show(_ pane: Pane) {
        focus = pane
        if pane != .lesson { workspace = pane }
        if Pane.lower.contains(pane) { lower = pane }
    }
}

/// Where everything is on a screen of some size.
public struct LabLayout: Equatable, Sendable {
    /// How the panes share the screen.
    public enum Kind: Equatable, Sendable {
        /// Lesson left; editor above one of the other panes on the right.
        case wide
        /// Lesson left, one pane on the right.
        case wideAndLow
        /// One pane at a time.
        case single
    }

    public let kind: Kind
    /// The first row: lesson, step, progress.
    public let header: Rect
    /// The tabs of the panes that share a place; empty where every pane is on the screen.
    public let tabs: Rect
    /// The panes that are on the screen.
    public let panes: [Pane: Rect]
    /// The column between lesson and workspace; nil where there is none.
    public let divider: Rect?
    /// What a presenter performed, above the keys; empty where that is not shown.
    public let trail: Rect
    /// The last row: keys.
    public let status: Rect

    /// From this width the lesson and the workspace are side by side.
    public static let wideColumns = 120
    /// From this height the workspace shows two panes.
    public static let tallRows = 30
    /// From this height there is room for what a presenter performed.
    private static let trailedRows = 12

    /// A line where room is scarce, else a heading and a few lines.
    private static func trailHeight(_ state: LayoutState) -> Int {
        guard state.showsTrail, state.rows >= trailedRows else { return 0 }
        return state.rows >= tallRows && state.columns >= wideColumns ? 4 : 1
    }

    public init(_ state: LayoutState) {
        let columns = max(0, state.columns)
        let rows = max(0, state.rows)
        header = Rect(x: 0, y: 0, width: columns, height: min(1, rows))
        status = Rect(x: 0, y: rows - 1, width: columns, height: rows > 1 ? 1 : 0)
        let below = Self.trailHeight(state)
        trail = Rect(x: 0, y: rows - 1 - below, width: columns, height: below)
        let body = Rect(x: 0, y: 1, width: columns, height: rows - 2 - below)
        if state.isZoomed || columns < Self.wideColumns {
            kind = .single
            tabs = Rect(x: 0, y: 1, width: columns, height: body.height > 3 ? 1 : 0)
            let rest = Rect(x: 0, y: 1 + tabs.height, width: columns, height: body.height - tabs.height)
            panes = [state.focus: rest]
            divider = nil
            return
        }
        let left = min(max(columns * state.lessonShare / 100, 20), max(20, columns - 40))
        let lesson = Rect(x: 0, y: 1, width: left, height: body.height)
        let work = Rect(x: left + 1, y: 1, width: columns - left - 1, height: body.height)
        divider = Rect(x: left, y: 1, width: 1, height: body.height)
        let isTall = rows >= Self.tallRows
        kind = isTall ? .wide : .wideAndLow
        if isTall {
            let upper = (work.height * 58) / 100
            tabs = Rect(x: work.x, y: work.y + upper, width: work.width, height: 1)
            let lower = Rect(x: work.x, y: tabs.y + 1, width: work.width, height: work.height - upper - 1)
            panes = [
                .lesson: lesson, .editor: Rect(x: work.x, y: work.y, width: work.width, height: upper),
                state.lower: lower,
            ]
        } else {
            tabs = Rect(x: work.x, y: work.y, width: work.width, height: min(1, work.height))
            let rest = Rect(x: work.x, y: work.y + tabs.height, width: work.width, height: work.height - tabs.height)
            panes = [.lesson: lesson, state.workspace: rest]
        }
    }
}

extension LayoutState {
    mutating func moveDivider(by hundredths: Int) {
        lessonShare = min(max(lessonShare + hundredths, Self.shares.lowerBound), Self.shares.upperBound)
    }

    /// Puts the divider at a column.
    mutating func placeDivider(at column: Int) {
        guard columns > 0 else { return }
        lessonShare = min(max(column * 100 / columns, Self.shares.lowerBound), Self.shares.upperBound)
    }
}
