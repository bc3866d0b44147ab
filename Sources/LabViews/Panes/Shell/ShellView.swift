import LabModel
import ShellScreen
import TerminalUI

/// The shell's screen, or what scrolled away from it.
struct ShellView: PaneView {
    private let frame: PaneFrame
    private let pane: ShellPane
    private let isFocused: Bool
    private var body: Rect { frame.body }

    init(_ model: LabModel, in area: Rect, _ glyphs: Glyphs) {
        pane = model.panes.shell
        isFocused = model.layout.focus == .shell
        frame = PaneFrame(
            .shell, model, title: ShellWords.title(pane), detail: ShellWords.detail(pane, rows: area.height - 1),
            in: area)
    }

    func place(in layout: inout ScreenLayout) {
        frame.place(in: &layout)
        layout.add(.inside(.shell), at: body)
    }

    func draw(on canvas: inout Canvas) {
        frame.draw(on: &canvas)
        guard !body.isEmpty else { return }
        if let screen = pane.frame { draw(screen, on: &canvas) }
        guard let words = ShellWords.state(pane) else { return }
        let lines = Wrapping.lines([Span(words, .attention)], width: body.width)
        let (_, foot) = body.split(bottom: min(lines.count, body.height))
        canvas.grid.fill(foot, canvas.theme[.text])
        for (row, line) in lines.enumerated() { canvas.write(line, row: row, of: foot) }
    }

    private func draw(_ screen: ShellFrame, on canvas: inout Canvas) {
        let first = pane.firstRow(rows: body.height)
        let isLive = isFocused && !pane.isReading && pane.state == .running
        screen.draw(into: &canvas.grid, in: body, scrolledBack: screen.history.count - first, showsCaret: isLive)
        if canvas.glyphs == .ascii { spell(screen, first, on: &canvas) }
        if let selection = pane.selection { mark(selection, first, on: &canvas) }
        if isFocused, pane.isReading, let caret = pane.caret {
            let point = Point(x: body.x + caret.column, y: body.y + caret.row - first)
            if body.contains(point) { canvas.grid.caret = point }
        }
        canvas.scrollMark(rows: pane.isReading ? screen.rowCount : 0, start: first, in: body)
    }

    /// A terminal of ASCII alone shows what stands for the rest.
    private func spell(_ screen: ShellFrame, _ first: Int, on canvas: inout Canvas) {
        for y in 0..<body.height {
            var x = body.x
            for run in screen[first + y].runs {
                for character in run.text {
                    let width = CellWidth.of(character)
                    if !character.isASCII {
                        let text = String(repeating: "?", count: width)
                        canvas.grid.write(text, at: Point(x: x, y: body.y + y), run.style, clip: body)
                    }
                    x += width
                }
            }
        }
    }

    private func mark(_ selection: ClosedRange<ShellFrame.Place>, _ first: Int, on canvas: inout Canvas) {
        for y in 0..<body.height {
            let row = first + y
            guard (selection.lowerBound.row...selection.upperBound.row).contains(row) else { continue }
            let start = row == selection.lowerBound.row ? min(selection.lowerBound.column, body.width) : 0
            let end = row == selection.upperBound.row ? min(selection.upperBound.column + 1, body.width) : body.width
            guard start < end else { continue }
            canvas.grid.restyle(Rect(x: body.x + start, y: body.y + y, width: end - start, height: 1)) {
                $0.attributes.formSymmetricDifference(.reverse)
            }
        }
    }
}
