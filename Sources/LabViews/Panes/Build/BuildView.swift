import LabModel
import TerminalUI

/// The build: its steps, their logs and the figures.
struct BuildView: PaneView {
    private let frame: PaneFrame
    private let content: any ScreenPart

    init(_ model: LabModel, in area: Rect, _ glyphs: Glyphs) {
        let pane = model.panes.build
        let clock = pane.run?.clock(at: model.now) ?? 0
        frame = PaneFrame(.build, model, title: pane.run.map { BuildWords.headline($0, clock: clock) }, in: area)
        guard let run = pane.run else {
            content = PageView(BuildWords.nothingYet, of: .build, in: frame.body)
            return
        }
        switch pane.slides {
        case .off: break
        case .loading:
            content = PageView(PaneWords.loading, of: .build, in: frame.body)
            return
        case .failed(let reason):
            content = PageView(reason.prefix(1).uppercased() + reason.dropFirst() + ".", of: .build, in: frame.body)
            return
        case .on(let slider):
            let isFocused = model.layout.focus == .build
            content = SliderView(slider, isFocused: isFocused, in: frame.body, glyphs)
            return
        }
        let rows = BuildRows(
            run: run, comparison: pane.compares ? pane.earlier.map(BuildComparison.init(with:)) : nil,
            selected: model.layout.focus == .build ? pane.selected : -1, clock: clock, glyphs: glyphs,
            width: frame.body.width)
        content = BuildContent(rows, in: frame.body, offset: pane.scroll.offset)
    }

    func place(in layout: inout ScreenLayout) {
        frame.place(in: &layout)
        content.place(in: &layout)
    }

    func draw(on canvas: inout Canvas) {
        frame.draw(on: &canvas)
        content.draw(on: &canvas)
    }
}

/// The rows of a build from an offset on.
private struct BuildContent: ScreenPart {
    /// Rows that belong together, and where they begin.
    private struct Piece {
        var section: BuildRows.Section
        /// From the first row of all.
        var row: Int
        var count: Int
    }

    private let rows: BuildRows
    private let pieces: [Piece]
    private let area: Rect
    private let start: Int
    private let total: Int

    /// - Parameter offset: nil follows the build: what it works on, or failed at, else its end, is in sight.
    init(_ rows: BuildRows, in area: Rect, offset: Int?) {
        self.rows = rows
        self.area = area
        var total = 0
        pieces = rows.sections.map { section in
            let piece = Piece(section: section, row: total, count: section.count(rows.run))
            total += piece.count
            return piece
        }
        self.total = total
        let end = Self.end(of: pieces, rows.run.currentStep) ?? total
        start = min(max(0, offset ?? end - area.height), max(0, total - area.height))
    }

    /// The row behind all that is about the step that the build works on or failed at; nil without one.
    private static func end(of pieces: [Piece], _ current: Int?) -> Int? {
        guard let current else { return nil }
        return pieces.first { if case .lines(_, .some(let step)) = $0.section { step > current } else { false } }?.row
    }

    /// The pieces in sight, with their first rows from the area's top.
    private var shown: [(piece: Piece, row: Int)] {
        pieces.map { ($0, $0.row - start) }.filter { $0.row + $0.piece.count > 0 && $0.row < area.height }
    }

    /// The lines of a log that are in sight, where its first row is that one from the area's top.
    private func lines(of piece: Piece, at row: Int) -> Range<Int> {
        let first = max(0, -row)
        return first..<max(first, min(piece.count, area.height - row))
    }

    func place(in layout: inout ScreenLayout) {
        layout.extents[.build] = ScreenLayout.Extent(rows: total, visible: area.height, offset: start)
        layout.stepRows = pieces.compactMap { if case .lines(_, .some) = $0.section { $0.row } else { nil } }
        for (piece, row) in shown {
            switch piece.section {
            case .lines(_, let step):
                guard let step, (0..<area.height).contains(row) else { continue }
                layout.add(.row(.build, step), at: Rect(x: area.x, y: area.y + row, width: area.width, height: 1))
            case .log(let step):
                layout.logLines.append(ScreenLayout.LogLines(step: step, lines: lines(of: piece, at: row)))
            }
        }
    }

    func draw(on canvas: inout Canvas) {
        for (piece, row) in shown {
            switch piece.section {
            case .lines(let lines, _):
                for (index, line) in lines.enumerated() { canvas.write(line, row: row + index, of: area) }
            case .log(let step):
                for index in lines(of: piece, at: row) {
                    canvas.write(rows.logLine(step, index), row: row + index, of: area)
                }
            }
        }
        canvas.scrollMark(rows: total, start: start, in: area)
    }
}
