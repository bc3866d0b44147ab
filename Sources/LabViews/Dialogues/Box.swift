import LabModel
import TerminalUI

/// What a dialogue shows in its box.
struct Box {
    var title: String
    var lines: [RichLine]
    /// The first line shown; nil for the last page.
    var offset: Int? = 0
    var answers: [String] = []
    var selectedAnswer: Int?
    /// Where the caret is: line and column of the content.
    var caret: (line: Int, column: Int)?
    /// What closes it and what else it takes.
    var foot = ""
    /// Columns that the content wants.
    var width = 72
    /// What a click on a line means.
    var targets: [Int: ScreenMap.Target] = [:]
}

extension Canvas {
    mutating func draw(_ box: Box) {
        let extra = (box.answers.isEmpty ? 0 : 2) + (box.foot.isEmpty ? 0 : 1)
        let width = min(grid.size.width, box.width + 4)
        let height = min(grid.size.height, box.lines.count + extra + 2)
        let area = Rect(
            x: (grid.size.width - width) / 2, y: (grid.size.height - height) / 2, width: width, height: height)
        grid.fill(area, theme[.text])
        grid.caret = nil
        border(area, box.title)
        let inner = Rect(x: area.x + 2, y: area.y + 1, width: area.width - 4, height: area.height - 2)
        let (content, below) = inner.split(bottom: min(extra, max(0, inner.height - 1)))
        map.dialogueExtent = ScreenMap.Extent(rows: box.lines.count, visible: content.height)
        let last = max(0, box.lines.count - content.height)
        let start = min(max(0, box.offset ?? last), last)
        for (row, line) in box.lines[start...].prefix(content.height).enumerated() {
            write(line, row: row, of: content)
            if let target = box.targets[start + row] {
                map.add(target, at: Rect(x: content.x, y: content.y + row, width: content.width, height: 1))
            }
        }
        scrollMark(rows: box.lines.count, start: start, in: content)
        answers(box, in: below)
        if let caret = box.caret {
            let point = Point(x: content.x + caret.column, y: content.y + caret.line - start)
            if content.contains(point) { grid.caret = point }
        }
    }

    private mutating func answers(_ box: Box, in area: Rect) {
        guard area.height > 0 else { return }
        if !box.foot.isEmpty { write(box.foot, .dim, row: area.height - 1, of: area) }
        guard !box.answers.isEmpty else { return }
        var x = area.x
        let row = max(0, area.height - 1 - (box.foot.isEmpty ? 0 : 1))
        for (index, answer) in box.answers.enumerated() {
            let isSelected = index == box.selectedAnswer
            let words = isSelected ? "[\(glyphs.selected)\(answer)]" : "[ \(answer)]"
            let start = x
            x = grid.write(words, at: Point(x: x, y: area.y + row), theme[isSelected ? .keyCap : .strong], clip: area)
            map.add(.answer(index), at: Rect(x: start, y: area.y + row, width: x - start, height: 1))
            x += 1
        }
    }

    private mutating func border(_ area: Rect, _ title: String) {
        let style = theme[.focusedFrame]
        let isFine = glyphs == .unicode
        let corners = isFine ? ["┌", "┐", "└", "┘"] : ["+", "+", "+", "+"]
        let line = String(repeating: glyphs.rule, count: max(0, area.width - 2))
        grid.write(corners[0] + line + corners[1], at: Point(x: area.x, y: area.y), style, clip: area)
        for y in (area.y + 1)..<max(area.y + 1, area.bottom - 1) {
            grid.write(glyphs.bar, at: Point(x: area.x, y: y), style, clip: area)
            grid.write(glyphs.bar, at: Point(x: area.right - 1, y: y), style, clip: area)
        }
        if area.height > 1 {
            grid.write(corners[2] + line + corners[3], at: Point(x: area.x, y: area.bottom - 1), style, clip: area)
        }
        let words = TextWidth.fitting(" \(title) ", max(0, area.width - 4), ellipsis: glyphs.ellipsis)
        grid.write(words, at: Point(x: area.x + 2, y: area.y), style, clip: area)
    }
}
