import LabModel
import TerminalUI
import TextEditing

extension Canvas {
    private static let completionRows = 8

    /// The list of completions below the caret, or above it where there is more room.
    mutating func draw(_ completion: CompletionSession, in body: Rect) {
        guard let caret = map.caret else { return }
        let below = body.y + body.height - caret.y - 1
        let above = caret.y - body.y
        let rows = min(completion.candidates.count, Self.completionRows, max(below, above))
        guard rows > 0, body.width > 4 else { return }
        let labels = completion.candidates.map { TextWidth.columns($0.label) }.max() ?? 0
        let details = completion.candidates.map { TextWidth.columns($0.detail) }.max() ?? 0
        let width = min(body.width, 1 + labels + (details > 0 ? details + 2 : 0) + 1)
        let wanted = caret.x - TextWidth.columns(completion.prefix) - 1
        let x = max(body.x, min(wanted, body.x + body.width - width))
        let y = below >= rows ? caret.y + 1 : caret.y - rows
        let first = max(0, min(completion.selectedIndex - rows / 2, completion.candidates.count - rows))
        for row in 0..<rows {
            let candidate = completion.candidates[first + row]
            let isSelected = first + row == completion.selectedIndex
            let gap = String(repeating: " ", count: labels - TextWidth.columns(candidate.label) + 2)
            let words = (isSelected ? glyphs.selected : " ") + candidate.label + gap + candidate.detail
            let area = Rect(x: x, y: y + row, width: width, height: 1)
            let style = theme[isSelected ? .keyCap : .statusBar]
            grid.fill(area, style)
            let text = TextWidth.fitting(words, width, ellipsis: glyphs.ellipsis)
            grid.write(text, at: Point(x: x, y: y + row), style, clip: area)
        }
    }
}
