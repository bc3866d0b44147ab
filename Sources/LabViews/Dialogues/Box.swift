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
    /// The answer that a click on a line gives.
    var targets: [Int: Int] = [:]
}

/// A box in the middle of the screen.
struct BoxView: ScreenPart {
    private struct Answer {
        var words: String
        var isSelected: Bool
        var area: Rect
    }

    private let box: Box
    private let area: Rect
    private let content: Rect
    private let below: Rect
    /// The first line shown.
    private let start: Int
    private let answers: [Answer]
    private let window: SideWindow
    /// How far to the right the longest line in sight goes on.
    private let hidden: Int

    /// - Parameter window: how far to the right lines are looked at that are wider than the box.
    init(_ box: Box, on size: Size, _ window: SideWindow) {
        self.box = box
        self.window = window
        let extra = (box.answers.isEmpty ? 0 : 2) + (box.foot.isEmpty ? 0 : 1)
        let width = min(size.width, box.width + 4)
        let height = min(size.height, box.lines.count + extra + 2)
        area = Rect(x: (size.width - width) / 2, y: (size.height - height) / 2, width: width, height: height)
        let inner = Rect(x: area.x + 2, y: area.y + 1, width: area.width - 4, height: area.height - 2)
        (content, below) = inner.split(bottom: min(extra, max(0, inner.height - 1)))
        let last = max(0, box.lines.count - content.height)
        let start = min(max(0, box.offset ?? last), last)
        self.start = start
        answers = Self.answers(box, in: below, window.glyphs)
        let room = content.width
        hidden =
            box.lines[start...].prefix(content.height).map { SideWindow.hidden(Self.columns($0), room: room) }.max()
            ?? 0
    }

    /// Columns of a line up to its last sign.
    private static func columns(_ line: RichLine) -> Int {
        var text = line.text[...]
        while text.last == " " { text.removeLast() }
        return TextWidth.columns(text)
    }

    private static func answers(_ box: Box, in area: Rect, _ glyphs: Glyphs) -> [Answer] {
        guard area.height > 0 else { return [] }
        var x = area.x
        let row = max(0, area.height - 1 - (box.foot.isEmpty ? 0 : 1))
        return box.answers.enumerated().map { index, answer in
            let isSelected = index == box.selectedAnswer
            let words = isSelected ? "[\(glyphs.selected)\(answer)]" : "[ \(answer)]"
            let place = Rect(x: x, y: area.y + row, width: TextWidth.columns(words), height: 1)
            x = place.right + 1
            return Answer(words: words, isSelected: isSelected, area: place)
        }
    }

    func place(in layout: inout ScreenLayout) {
        layout.dialogueExtent = ScreenLayout.Extent(rows: box.lines.count, visible: content.height)
        layout.dialogueBreadth = ScreenLayout.Breadth(hidden: hidden, visible: content.width)
        for row in 0..<content.height {
            guard let answer = box.targets[start + row] else { continue }
            layout.add(.answer(answer), at: Rect(x: content.x, y: content.y + row, width: content.width, height: 1))
        }
        for (index, answer) in answers.enumerated() { layout.add(.answer(index), at: answer.area.intersection(below)) }
    }

    func draw(on canvas: inout Canvas) {
        canvas.grid.fill(area, canvas.theme[.text])
        canvas.grid.caret = nil
        border(on: &canvas)
        for (row, line) in box.lines[start...].prefix(content.height).enumerated() {
            let shown =
                hidden == 0 ? line : window.row([], line.spans, width: content.width, upTo: hidden, fill: line.fill)
            canvas.write(shown, row: row, of: content)
        }
        canvas.scrollMark(rows: box.lines.count, start: start, in: content)
        if below.height > 0, !box.foot.isEmpty {
            let foot = hidden == 0 ? box.foot : DialogueWords.withSideways(box.foot)
            canvas.write(foot, .dim, row: below.height - 1, of: below)
        }
        for answer in answers {
            let style = canvas.theme[answer.isSelected ? .keyCap : .strong]
            canvas.grid.write(answer.words, at: Point(x: answer.area.x, y: answer.area.y), style, clip: below)
        }
        if let caret = box.caret {
            let point = Point(x: content.x + caret.column, y: content.y + caret.line - start)
            if content.contains(point) { canvas.grid.caret = point }
        }
    }

    private func border(on canvas: inout Canvas) {
        let glyphs = canvas.glyphs
        let style = canvas.theme[.focusedFrame]
        let corners = glyphs == .unicode ? ["┌", "┐", "└", "┘"] : ["+", "+", "+", "+"]
        let line = String(repeating: glyphs.rule, count: max(0, area.width - 2))
        canvas.grid.write(corners[0] + line + corners[1], at: Point(x: area.x, y: area.y), style, clip: area)
        for y in (area.y + 1)..<max(area.y + 1, area.bottom - 1) {
            canvas.grid.write(glyphs.bar, at: Point(x: area.x, y: y), style, clip: area)
            canvas.grid.write(glyphs.bar, at: Point(x: area.right - 1, y: y), style, clip: area)
        }
        if area.height > 1 {
            let bottom = Point(x: area.x, y: area.bottom - 1)
            canvas.grid.write(corners[2] + line + corners[3], at: bottom, style, clip: area)
        }
        let words = TextWidth.fitting(" \(box.title) ", max(0, area.width - 4), ellipsis: glyphs.ellipsis)
        canvas.grid.write(words, at: Point(x: area.x + 2, y: area.y), style, clip: area)
    }
}
