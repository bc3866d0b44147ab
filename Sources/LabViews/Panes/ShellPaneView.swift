import LabModel
import ShellScreen
import TerminalUI

extension Canvas {
    mutating func shellPane(_ model: LabModel, in area: Rect) {
        let shell = model.shell
        let isFocused = model.layout.focus == .shell
        let body = frame(
            .shell, title: ShellWords.title(shell), detail: ShellWords.detail(shell, rows: area.height - 1), in: area,
            isFocused: isFocused)
        guard !body.isEmpty else { return }
        map.shell = body
        map.add(.shell, at: body)
        if let frame = shell.frame { draw(frame, shell, in: body, isFocused: isFocused) }
        guard let words = ShellWords.state(shell) else { return }
        let lines = Wrapping.lines([Span(words, .attention)], width: body.width)
        let (_, foot) = body.split(bottom: min(lines.count, body.height))
        grid.fill(foot, theme[.text])
        for (row, line) in lines.enumerated() { write(line, row: row, of: foot) }
    }

    private mutating func draw(_ frame: ShellFrame, _ shell: ShellPane, in body: Rect, isFocused: Bool) {
        let first = shell.firstRow(rows: body.height)
        let isLive = isFocused && !shell.isReading && shell.state == .running
        frame.draw(into: &grid, in: body, scrolledBack: frame.history.count - first, showsCaret: isLive)
        if glyphs == .ascii { spell(frame, first, in: body) }
        if let selection = shell.selection { mark(selection, first, in: body) }
        if isFocused, shell.isReading, let caret = shell.caret {
            let point = Point(x: body.x + caret.column, y: body.y + caret.row - first)
            if body.contains(point) { grid.caret = point }
        }
        scrollMark(rows: shell.isReading ? frame.rowCount : 0, start: first, in: body)
    }

    /// A terminal of ASCII alone shows what stands for the rest.
    private mutating func spell(_ frame: ShellFrame, _ first: Int, in body: Rect) {
        for y in 0..<body.height {
            var x = body.x
            for run in frame[first + y].runs {
                for character in run.text {
                    let width = CellWidth.of(character)
                    if !character.isASCII {
                        let text = String(repeating: "?", count: width)
                        grid.write(text, at: Point(x: x, y: body.y + y), run.style, clip: body)
                    }
                    x += width
                }
            }
        }
    }

    private mutating func mark(_ selection: ClosedRange<ShellFrame.Place>, _ first: Int, in body: Rect) {
        for y in 0..<body.height {
            let row = first + y
            guard (selection.lowerBound.row...selection.upperBound.row).contains(row) else { continue }
            let start = row == selection.lowerBound.row ? min(selection.lowerBound.column, body.width) : 0
            let end = row == selection.upperBound.row ? min(selection.upperBound.column + 1, body.width) : body.width
            guard start < end else { continue }
            grid.restyle(Rect(x: body.x + start, y: body.y + y, width: end - start, height: 1)) {
                $0.attributes.formSymmetricDifference(.reverse)
            }
        }
    }
}
