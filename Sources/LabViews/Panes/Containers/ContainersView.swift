import LabModel
import RunDoctor
import TerminalUI

/// The containers, and under them the page and the log of the one that is selected.
struct ContainersView: PaneView {
    private let frame: PaneFrame
    private var parts: [any ScreenPart] = []

    init(_ model: LabModel, in area: Rect, _ glyphs: Glyphs) {
        let pane = model.panes.containers
        let title: String =
            switch pane.selectedEntry {
            case .own(let run, _)?: PaneWords.container(run)
            case .other(let row)?: PaneWords.container(row)
            case nil: Pane.containers.title
            }
        frame = PaneFrame(.containers, model, title: title, in: area)
        var body = frame.body
        let window = SideWindow(column: pane.side.column, glyphs: glyphs)
        guard let selected = pane.selectedEntry else {
            parts = [PageView(PaneWords.noContainer, of: .containers, in: body)]
            return
        }
        let entries = pane.entries
        if entries.count > 1 {
            let (top, rest) = body.split(top: max(1, min(entries.count, 5, body.height / 3)))
            let isFocused = model.layout.focus == .containers
            parts = [ContainerListing(entries, selected: pane.selected, isFocused: isFocused, in: top, window)]
            body = rest
        }
        let pages = ContainerPage(glyphs: glyphs, size: body.size)
        switch selected {
        case .own(let run, _):
            parts.append(ContainerLog(run.log, under: pages.lines(run, now: model.now), pane, in: body, window))
        case .other(let row):
            let head = pane.followed?.page.map { pages.lines(row.name, $0) } ?? []
            parts.append(ContainerLog(pane.followed?.log ?? StepLogLines(), under: head, pane, in: body, window))
        }
    }

    func place(in layout: inout ScreenLayout) {
        frame.place(in: &layout)
        for part in parts { part.place(in: &layout) }
    }

    func draw(on canvas: inout Canvas) {
        frame.draw(on: &canvas)
        for part in parts { part.draw(on: &canvas) }
    }
}

/// A few rows, the selected one among them.
private struct ContainerListing: ScreenPart {
    private let entries: [ContainersPane.Entry]
    private let selection: Int
    private let isFocused: Bool
    private let area: Rect
    private let window: SideWindow
    /// Columns of what comes before the ports.
    private let widths: (state: Int, image: Int, name: Int)
    /// How far to the right the longest row goes on.
    private let hidden: Int

    init(_ entries: [ContainersPane.Entry], selected: Int, isFocused: Bool, in area: Rect, _ window: SideWindow) {
        self.entries = entries
        selection = min(selected, entries.count - 1)
        self.isFocused = isFocused
        self.area = area
        self.window = window
        let cells = entries.map(Self.cells)
        func widest(_ text: (Cells) -> String) -> Int { cells.map { TextWidth.columns(text($0)) }.max() ?? 0 }
        let whole = (state: widest(\.state), image: widest(\.image), name: widest(\.name))
        let columns = whole.state + whole.image + whole.name + Self.gaps + widest(\.shownPorts)
        hidden = SideWindow.hidden(columns, room: area.width)
        let cut = (state: min(whole.state, 13), image: min(whole.image, 20), name: min(whole.name, 18))
        widths = window.column > 0 || hidden == 0 ? whole : cut
    }

    /// Columns of the mark, and between the other columns.
    private static let gaps = 2 + 3 * 2

    private var first: Int { max(0, min(selection - area.height / 2, entries.count - area.height)) }
    private var rows: Range<Int> { 0..<min(area.height, entries.count) }

    func place(in layout: inout ScreenLayout) {
        for row in rows {
            let place = Rect(x: area.x, y: area.y + row, width: area.width, height: 1)
            layout.add(.row(.containers, first + row), at: place)
        }
        layout.widen(.containers, hidden: hidden, visible: area.width)
    }

    func draw(on canvas: inout Canvas) {
        for row in rows { canvas.write(line(first + row), row: row, of: area) }
    }

    private func line(_ index: Int) -> RichLine {
        let isSelected = index == selection
        return window.row(
            [Span(isSelected ? window.glyphs.selected + " " : "  ", .strong)], spans(entries[index]), width: area.width,
            upTo: hidden, fill: isSelected && isFocused ? .selectedRow : nil)
    }

    private struct Cells {
        let name: String
        let image: String
        let state: String
        let ports: [String]
        let isRunning: Bool

        var shownPorts: String { isRunning ? ports.joined(separator: ", ") : "" }
    }

    private static func cells(_ entry: ContainersPane.Entry) -> Cells {
        switch entry {
        case .own(let run, let name):
            Cells(
                name: name ?? "", image: run.image, state: PaneWords.state(run.state), ports: run.ports,
                isRunning: run.isRunning)
        case .other(let row):
            Cells(
                name: row.name, image: row.image, state: PaneWords.state(row.state), ports: row.ports,
                isRunning: row.state == .running)
        }
    }

    private func spans(_ entry: ContainersPane.Entry) -> [Span] {
        func column(_ text: String, _ width: Int) -> String {
            let shown = TextWidth.fitting(text, width, ellipsis: window.glyphs.ellipsis)
            return shown + String(repeating: " ", count: max(0, width - TextWidth.columns(shown)) + 2)
        }
        let cells = Self.cells(entry)
        return [
            Span(column(cells.state, widths.state), cells.isRunning ? .good : .dim),
            Span(column(cells.image, widths.image), .strong), Span(column(cells.name, widths.name)),
            Span(cells.shownPorts, .dim),
        ]
    }
}

/// The page of a container above its log.
private struct ContainerPage {
    let glyphs: Glyphs
    let size: Size

    func lines(_ run: ContainerRun, now: Double) -> [RichLine] {
        guard let url = run.url else { return [] }
        if let page = run.page { return lines(url, page) }
        guard run.isRunning else { return [] }
        if !run.faults.isEmpty { return run.faults.flatMap(lines) + [RichLine()] }
        let spin = glyphs.spin(at: now - run.startedAt)
        return [RichLine([Span(spin + " ", .working), Span(PaneWords.waiting(url), .working)]), RichLine()]
    }

    /// Why nothing answers, and what to do.
    private func lines(_ fault: RunFault) -> [RichLine] {
        Wrapping.lines([Span(fault.sentence, .bad)], width: size.width)
            + Wrapping.lines([Span(fault.advice, .strong)], width: size.width)
    }

    /// A page in the upper half of what there is; the rest of a longer one is a key away.
    func lines(_ source: String, _ page: Page) -> [RichLine] {
        let title = Span(PaneWords.page(source, page), page.status == 200 ? .good : .attention)
        let head = Wrapping.lines([title], width: size.width)
        let room = max(1, size.height / 2 - head.count - 1)
        var body = page.body.split(separator: "\n", omittingEmptySubsequences: false).prefix(room + 1).flatMap {
            Wrapping.lines([Span("  ", .frame), Span(String($0.prefix(1000)), .strong)], width: size.width)
        }
        if body.count > room { body = body.prefix(room - 1) + [RichLine("  " + PaneWords.wholePage, .dim)] }
        return head + body + [RichLine()]
    }
}

/// The log under what stands still; it follows its end until it is scrolled.
private struct ContainerLog: ScreenPart {
    private let log: StepLogLines
    private let head: [RichLine]
    private let top: Rect
    private let rest: Rect
    private let start: Int
    private let window: SideWindow
    /// How far to the right the longest line in sight goes on.
    private var hidden = 0
    /// The whole log, with what the doctor says broken into rows; nil where that does not fit.
    private var broken: [RichLine]?

    init(_ log: StepLogLines, under head: [RichLine], _ pane: ContainersPane, in area: Rect, _ window: SideWindow) {
        self.log = log
        self.window = window
        self.head = head
        (top, rest) = area.split(top: min(head.count, max(0, area.height - 1)))
        let last = max(0, log.count - rest.height)
        start = min(max(0, pane.log.offset ?? last), last)
        broken = withDiagnosisBroken()
        hidden = shown.map(\.hidden).max() ?? 0
    }

    private var shown: [RichLine] { broken ?? rows.map(line) }

    /// Why a container ended is the one line of its log that has to be read to its end.
    private func withDiagnosisBroken() -> [RichLine]? {
        guard window.column == 0, start == 0, log.count <= rest.height else { return nil }
        var lines: [RichLine] = []
        for row in rows {
            guard case .text(let text)? = log.line(at: row), text.hasPrefix("Why: ") || text.hasPrefix("Next: ") else {
                lines.append(line(row))
                continue
            }
            let bar = Span("\(window.glyphs.bar) ", .frame)
            let pieces = Wrapping.lines(ANSIText.spans(text, base: .code), width: rest.width - 2)
            lines += pieces.map { RichLine([bar] + $0.spans) }
        }
        return lines.count <= rest.height ? lines : nil
    }

    private var rows: Range<Int> { 0..<max(0, min(rest.height, log.count - start)) }

    private func line(_ row: Int) -> RichLine {
        switch log.line(at: start + row) {
        case .text(let text):
            let bar = Span("\(window.glyphs.bar) ", .frame)
            return window.row([bar], ANSIText.spans(text, base: .code), width: rest.width, upTo: hidden)
        case .omitted(let count): return RichLine(BuildWords.omitted(count), .dim)
        case .absent, nil: return RichLine()
        }
    }

    func place(in layout: inout ScreenLayout) {
        let count = broken?.count ?? log.count
        layout.extents[.containers] = ScreenLayout.Extent(rows: count, visible: rest.height, offset: start)
        layout.widen(.containers, hidden: hidden, visible: rest.width)
    }

    func draw(on canvas: inout Canvas) {
        for (row, line) in head.prefix(top.height).enumerated() { canvas.write(line, row: row, of: top) }
        for (row, line) in shown.enumerated() { canvas.write(line, row: row, of: rest) }
        canvas.scrollMark(rows: broken?.count ?? log.count, start: start, in: rest)
    }
}
