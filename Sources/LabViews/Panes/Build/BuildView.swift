import LabModel
import TerminalUI

/// The build: its steps, their logs and the figures.
struct BuildView: PaneView {
    private let frame: PaneFrame
    private let content: any ScreenPart

    init(_ model: LabModel, in area: Rect, _ glyphs: Glyphs) {
        let pane = model.panes.build
        let clock = pane.shown?.clock(at: model.now) ?? 0
        let (title, detail) = Self.heading(pane, clock, now: model.now)
        frame = PaneFrame(.build, model, title: title, detail: detail, in: area)
        let isFocused = model.layout.focus == .build
        switch pane.sight {
        case .list(let history):
            let window = SideWindow(column: pane.side.column, glyphs: glyphs)
            content = HistoryView.content(history, isFocused: isFocused, in: frame.body, window)
        case .race(let race):
            content = RaceView.content(race, now: model.now, in: frame.body, glyphs)
        case .newest, .kept:
            if let run = pane.shown {
                content = Self.steps(of: run, pane, clock, isFocused: isFocused, in: frame.body, glyphs)
            } else {
                content = PageView(BuildWords.nothing(model), of: .build, in: frame.body)
            }
        }
    }

    /// What stands above the pane, and the keys that lead out of it.
    private static func heading(_ pane: BuildPane, _ clock: Double, now: Double) -> (title: String?, detail: String) {
        let compared = pane.comparedRuns.map { HistoryWords.compared($0.run, with: $0.other, now: now) }
        return switch pane.sight {
        case .newest: (compared ?? pane.run.map { BuildWords.headline($0, clock: clock) }, "")
        case .list: (HistoryWords.title, HistoryWords.keys)
        case .kept(let kept): (compared ?? HistoryWords.headline(kept), HistoryWords.wayBack)
        case .race(let race): (RaceWords.headline(race), RaceWords.keys(race))
        }
    }

    /// A build's steps, or the slider over them.
    private static func steps(
        of run: BuildRun, _ pane: BuildPane, _ clock: Double, isFocused: Bool, in area: Rect, _ glyphs: Glyphs
    ) -> any ScreenPart {
        let window = SideWindow(column: pane.side.column, glyphs: glyphs)
        switch pane.slides {
        case .off: break
        case .loading: return PageView(PaneWords.loading, of: .build, in: area)
        case .failed(let reason):
            return PageView(reason.prefix(1).uppercased() + reason.dropFirst() + ".", of: .build, in: area)
        case .on(let slider): return SliderView(slider, isFocused: isFocused, in: area, window)
        }
        let comparison = pane.compares ? pane.counterpart.map { BuildComparison(with: $0) } : nil
        let rows = BuildRows(
            run: run, comparison: comparison, selected: isFocused ? pane.selected : -1, clock: clock, window: window,
            width: area.width)
        return BuildContent(rows, in: area, offset: pane.scroll.offset)
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
    /// How far to the right the longest line of a log in sight goes on, and the longest row of all.
    private var hidden = (log: 0, row: 0)

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
        hidden.log =
            shown.map { piece, row -> Int in
                guard case .log(let step) = piece.section else { return 0 }
                return lines(of: piece, at: row).map { rows.logLine(step, $0, upTo: 0).hidden }.max() ?? 0
            }.max() ?? 0
        hidden.row = shown.map { piece, _ -> Int in
            guard case .lines(let lines, _) = piece.section else { return 0 }
            return lines.map(\.hidden).max() ?? 0
        }.reduce(hidden.log, max)
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
        layout.widen(.build, hidden: hidden.row, visible: area.width)
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
                    canvas.write(rows.logLine(step, index, upTo: hidden.log), row: row + index, of: area)
                }
            }
        }
        canvas.scrollMark(rows: total, start: start, in: area)
    }
}
