public import TerminalUI

/// The shell's screen at one moment.
public struct ShellFrame: Hashable, Sendable {
    /// Which movements of the mouse the program in the shell asks for.
    public enum MouseMode: Hashable, Sendable {
        case none, clicks, drags, all
    }

    public internal(set) var size: Size
    /// As many as the size is high.
    public internal(set) var rows: [ShellRow]
    /// The lines that scrolled away above.
    public internal(set) var history: ShellHistory
    /// Where the caret is; nil where the program hides it.
    public internal(set) var caret: Point?
    /// The title that the program gave its window; empty for none.
    public internal(set) var title = ""
    /// Whether a program such as vim or less has the screen to itself.
    public internal(set) var isAlternate = false
    public internal(set) var mouse = MouseMode.none
    /// How often the bell rang since the start.
    public internal(set) var bells = 0

    init(size: Size, historyLimit: Int) {
        self.size = size
        rows = Array(repeating: ShellRow(), count: size.height)
        history = ShellHistory(limit: historyLimit)
    }

    /// Rows of the history and of the screen, as one text from the oldest to the newest.
    public var rowCount: Int { history.count + rows.count }

    /// A row of them; empty where there is none.
    public subscript(_ row: Int) -> ShellRow {
        if row < history.count { return history[row] }
        return row - history.count < rows.count ? rows[row - history.count] : ShellRow()
    }

    /// Draws what fits into an area: the screen, or, scrolled back, what was above it. Sets the grid's caret where it
    /// is in sight and `showsCaret` says so.
    public func draw(into grid: inout Grid, in area: Rect, scrolledBack: Int = 0, showsCaret: Bool = true) {
        grid.fill(area, .plain)
        let start = history.count - min(max(0, scrolledBack), history.count)
        for y in 0..<area.height {
            let row = self[start + y]
            var x = area.x
            for run in row.runs { x = grid.write(run.text, at: Point(x: x, y: area.y + y), run.style, clip: area) }
        }
        guard showsCaret, let caret else { return }
        let point = Point(x: area.x + caret.x, y: area.y + caret.y + history.count - start)
        if area.contains(point) { grid.caret = point }
    }
}
