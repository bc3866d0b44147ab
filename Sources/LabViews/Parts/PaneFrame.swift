import LabModel
import TerminalUI

/// The title row of a pane, above its body.
struct PaneFrame: ScreenPart {
    let body: Rect
    private let pane: Pane
    private let area: Rect
    private let title: String
    private let detail: String
    private let isFocused: Bool

    init(_ pane: Pane, _ model: LabModel, title: String? = nil, detail: String = "", in area: Rect) {
        self.pane = pane
        self.area = area
        self.title = title ?? pane.title
        self.detail = detail
        isFocused = model.layout.focus == pane
        body = area.split(top: 1).rest
    }

    func place(in layout: inout ScreenLayout) { layout.add(.pane(pane), at: area) }

    func draw(on canvas: inout Canvas) {
        let top = area.split(top: 1).top
        guard !top.isEmpty else { return }
        let glyphs = canvas.glyphs
        let role: Role = isFocused ? .focusedFrame : .frame
        let mark = isFocused ? glyphs.selected : glyphs.rule
        let rule = String(repeating: glyphs.rule, count: top.width)
        canvas.grid.write(rule, at: Point(x: top.x, y: top.y), canvas.theme[role], clip: top)
        let words = TextWidth.fitting(title, max(0, top.width - 6), ellipsis: glyphs.ellipsis)
        canvas.write(" \(mark) \(words) ", role, row: 0, of: top, from: 1)
        let room = top.width - TextWidth.columns(words) - 8
        if !detail.isEmpty, TextWidth.columns(detail) <= room {
            canvas.writeRight(" \(detail) ", role, row: 0, of: top)
        }
    }
}

/// Lines of which a pane shows those from an offset on.
struct PageView: ScreenPart {
    let lines: [RichLine]
    let area: Rect
    /// The first line shown.
    let start: Int
    private let pane: Pane

    init(_ lines: [RichLine], of pane: Pane, in area: Rect, offset: Int = 0) {
        self.lines = lines
        self.pane = pane
        self.area = area
        start = min(max(0, offset), max(0, lines.count - area.height))
    }

    /// A sentence in the place of what is not there.
    init(_ words: String, of pane: Pane, in area: Rect) {
        self.init(Wrapping.lines([Span(words, .dim)], width: area.width), of: pane, in: area)
    }

    func place(in layout: inout ScreenLayout) {
        layout.extents[pane] = ScreenLayout.Extent(rows: lines.count, visible: area.height)
    }

    func draw(on canvas: inout Canvas) {
        for (row, line) in lines[start...].prefix(max(0, area.height)).enumerated() {
            canvas.write(line, row: row, of: area)
        }
        canvas.scrollMark(rows: lines.count, start: start, in: area)
    }
}

/// The rows of a list, each an entry of its own; only those that can be seen are made.
struct ListView: ScreenPart {
    private let count: Int
    private let pane: Pane
    private let area: Rect
    private let start: Int
    /// Those in sight.
    private let lines: [RichLine]

    init(count: Int, of pane: Pane, in area: Rect, offset: Int, line: (Int) -> RichLine) {
        self.count = count
        self.pane = pane
        self.area = area
        let start = min(max(0, offset), max(0, count - area.height))
        self.start = start
        lines = (0..<max(0, min(area.height, count - start))).map { line(start + $0) }
    }

    func place(in layout: inout ScreenLayout) {
        layout.extents[pane] = ScreenLayout.Extent(rows: count, visible: area.height)
        layout.widen(pane, hidden: lines.map(\.hidden).max() ?? 0, visible: area.width)
        for row in lines.indices {
            layout.add(.row(pane, start + row), at: Rect(x: area.x, y: area.y + row, width: area.width, height: 1))
        }
    }

    func draw(on canvas: inout Canvas) {
        for (row, line) in lines.enumerated() { canvas.write(line, row: row, of: area) }
        canvas.scrollMark(rows: count, start: start, in: area)
    }
}
