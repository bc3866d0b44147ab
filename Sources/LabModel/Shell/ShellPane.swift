public import ShellScreen
public import TerminalUI

/// The shell as the lab shows it. What runs in it, and the terminal that reads its bytes, are outside: a frame comes in
/// as a value.
public struct ShellPane: Sendable {
    public enum State: Equatable, Sendable {
        /// Nobody looked at it yet.
        case unopened
        case running
        case ended(status: Int32)
        case notStarted(reason: String)
    }

    public internal(set) var state = State.unopened
    /// What it showed last; nil before the first output.
    public internal(set) var frame: ShellFrame?
    /// The first row that is shown while the learner reads what scrolled away; nil follows the shell.
    public internal(set) var top: Int?
    /// Where the learner's own caret is, which reads, selects and copies.
    public internal(set) var caret: ShellFrame.Place?
    /// Where the selection began; nil without one.
    public internal(set) var anchor: ShellFrame.Place?
    /// The last text that was looked for.
    public internal(set) var searchText = ""

    var run: RunID?
    /// The size that the shell was told.
    var size: Size?
    /// What is typed once the shell is there.
    var waiting: [ShellInput] = []
    var isSelecting = false
    /// A command runs in it, as far as is known.
    var isBusy = false

    /// Whether keys move in what scrolled away instead of going to the shell.
    public var isReading: Bool { top != nil }

    /// The places from the first to the last that are selected.
    public var selection: ClosedRange<ShellFrame.Place>? {
        guard let anchor, let caret else { return nil }
        return min(anchor, caret)...max(anchor, caret)
    }

    /// The first row that is shown in so many rows.
    public func firstRow(rows: Int) -> Int {
        guard let frame else { return 0 }
        return min(max(0, top ?? frame.history.count), frame.history.count)
    }

    mutating func stopReading() {
        top = nil
        caret = nil
        anchor = nil
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
