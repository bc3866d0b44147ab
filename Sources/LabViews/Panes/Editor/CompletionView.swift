import LabModel
import TerminalUI
import TextEditing

/// The list of completions below the caret, or above it where there is more room.
struct CompletionView: ScreenPart {
    private static let rowLimit = 8

    private let session: CompletionSession
    private let area: Rect
    private let first: Int
    private let labelWidth: Int

    /// Nil where there is no room for it.
    init?(_ session: CompletionSession, at caret: Point, in body: Rect) {
        let below = body.y + body.height - caret.y - 1
        let above = caret.y - body.y
        let rows = min(session.candidates.count, Self.rowLimit, max(below, above))
        guard rows > 0, body.width > 4 else { return nil }
        self.session = session
        let labels = session.candidates.map { TextWidth.columns($0.label) }.max() ?? 0
        let details = session.candidates.map { TextWidth.columns($0.detail) }.max() ?? 0
        labelWidth = labels
        let width = min(body.width, 1 + labels + (details > 0 ? details + 2 : 0) + 1)
        let wanted = caret.x - TextWidth.columns(session.prefix) - 1
        let x = max(body.x, min(wanted, body.x + body.width - width))
        area = Rect(x: x, y: below >= rows ? caret.y + 1 : caret.y - rows, width: width, height: rows)
        first = max(0, min(session.selectedIndex - rows / 2, session.candidates.count - rows))
    }

    func draw(on canvas: inout Canvas) {
        for row in 0..<area.height {
            let candidate = session.candidates[first + row]
            let isSelected = first + row == session.selectedIndex
            let gap = String(repeating: " ", count: labelWidth - TextWidth.columns(candidate.label) + 2)
            let words = (isSelected ? canvas.glyphs.selected : " ") + candidate.label + gap + candidate.detail
            let place = Rect(x: area.x, y: area.y + row, width: area.width, height: 1)
            let style = canvas.theme[isSelected ? .keyCap : .statusBar]
            canvas.grid.fill(place, style)
            let text = TextWidth.fitting(words, area.width, ellipsis: canvas.glyphs.ellipsis)
            canvas.grid.write(text, at: Point(x: place.x, y: place.y), style, clip: place)
        }
    }
}
