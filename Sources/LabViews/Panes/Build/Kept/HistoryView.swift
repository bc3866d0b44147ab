import BuildPlan
import LabModel
import TerminalUI

/// The kept builds of the folder as rows, under the names of their columns.
struct HistoryView: ScreenPart {
    private let head: [RichLine]
    private let top: Rect
    private let list: ListView

    /// The list, or a sentence where there is none.
    static func content(
        _ history: BuildHistory, isFocused: Bool, in area: Rect, _ window: SideWindow
    ) -> any ScreenPart {
        guard let rows = history.rows else { return PageView(PaneWords.loading, of: .build, in: area) }
        guard !rows.isEmpty else { return PageView(HistoryWords.nothing, of: .build, in: area) }
        return HistoryView(history, rows, isFocused: isFocused, in: area, window)
    }

    private init(
        _ history: BuildHistory, _ rows: [KeptBuildRow], isFocused: Bool, in area: Rect, _ window: SideWindow
    ) {
        let lines = KeptBuildLines(rows, window, width: area.width)
        let failure = history.failure.map { [RichLine(" " + HistoryWords.sentence($0), .bad)] } ?? []
        head = failure + [lines.head]
        let (top, rest) = area.split(top: min(head.count, max(0, area.height - 1)))
        self.top = top
        let selected = isFocused ? history.list.selected : -1
        list = ListView(count: rows.count, of: .build, in: rest, offset: history.list.scroll.offset ?? 0) {
            lines.line($0, isSelected: $0 == selected)
        }
    }

    func place(in layout: inout ScreenLayout) { list.place(in: &layout) }

    func draw(on canvas: inout Canvas) {
        for (row, line) in head.enumerated() where row < top.height { canvas.write(line, row: row, of: top) }
        list.draw(on: &canvas)
    }
}

/// Kept builds in columns: when, image, outcome, cache, time, and the ID where there is room.
private struct KeptBuildLines {
    private let rows: [KeptBuildRow]
    private let window: SideWindow
    private let width: Int
    private let widths: [Int]
    /// How far to the right the longest row goes on.
    private let hidden: Int

    /// From this width on the IDs are shown.
    private static let wideColumns = 90
    /// Columns of the shortest name that says something.
    private static let shortestName = 8
    /// The column of the images' names, which takes what room is left.
    private static let names = 1

    init(_ rows: [KeptBuildRow], _ window: SideWindow, width: Int) {
        self.rows = rows
        self.window = window
        self.width = width
        let shown = HistoryWords.columns.indices.dropLast(width >= Self.wideColumns ? 0 : 1)
        var widths = shown.map { column in
            ([HistoryWords.columns] + rows.map(HistoryWords.cells)).map { TextWidth.columns($0[column]) }.max() ?? 0
        }
        hidden = SideWindow.hidden(widths.reduce(2) { $0 + $1 + 2 }, room: width)
        if window.column > 0 || hidden == 0 {
            self.widths = widths
            return
        }
        let others = widths.enumerated().filter { $0.offset != Self.names }.reduce(2) { $0 + $1.element + 2 }
        widths[Self.names] = min(widths[Self.names], max(Self.shortestName, width - others))
        self.widths = widths
    }

    var head: RichLine {
        let words = padded(HistoryWords.columns).map { Span($0 + "  ", .dim) }
        return window.row([Span("  ")], words, width: width, upTo: hidden)
    }

    func line(_ index: Int, isSelected: Bool) -> RichLine {
        let cells = padded(HistoryWords.cells(rows[index]))
        let roles: [Role] = [.dim, .strong, HistoryWords.role(rows[index].build), .text, .dim, .dim]
        let spans = zip(cells, roles).map { Span($0 + "  ", $1) }
        var line = window.row(
            [Span(isSelected ? window.glyphs.selected + " " : "  ", .strong)], spans, width: width, upTo: hidden,
            fill: isSelected ? .selectedRow : nil)
        line.hidden = hidden
        return line
    }

    private func padded(_ cells: [String]) -> [String] {
        zip(cells, widths).map { text, width in
            let shown = TextWidth.fitting(text, width, ellipsis: window.glyphs.ellipsis)
            return shown + String(repeating: " ", count: max(0, width - TextWidth.columns(shown)))
        }
    }
}
