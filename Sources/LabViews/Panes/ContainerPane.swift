import LabModel
import TerminalUI

extension Canvas {
    /// The containers, and under them the page and the log of the one that is selected.
    mutating func containerPane(_ model: LabModel, in area: Rect) {
        let isFocused = model.layout.focus == .containers
        let entries = model.containerEntries
        let title: String =
            switch model.selectedContainer {
            case .own(let run, _)?: PaneWords.container(run)
            case .other(let row)?: PaneWords.container(row)
            case nil: PaneWords.title(.containers)
            }
        var body = frame(.containers, title: title, in: area, isFocused: isFocused)
        guard let selected = model.selectedContainer else {
            return page(words(PaneWords.noContainer, body), of: .containers, in: body, offset: 0)
        }
        if entries.count > 1 { body = containerList(entries, model, isFocused, in: body) }
        switch selected {
        case .own(let run, _):
            let head = run.url.map { pageLines($0, run, now: model.now, width: body.width, height: body.height) } ?? []
            log(run.log, under: head, model, in: body)
        case .other(let row):
            let followed = model.containers.followed
            let head = followed?.page.map { page in
                limited(PaneWords.page(row.name, page), page, width: body.width, height: body.height)
            }
            log(followed?.log ?? StepLogLines(), under: head ?? [], model, in: body)
        }
    }

    /// A few rows, the selected one among them; the rest of the area.
    private mutating func containerList(
        _ entries: [ContainersPane.Entry], _ model: LabModel, _ isFocused: Bool, in area: Rect
    ) -> Rect {
        let (top, rest) = area.split(top: max(1, min(entries.count, 5, area.height / 3)))
        let selection = min(model.selected[.containers] ?? 0, entries.count - 1)
        map.listRows[.containers] = Array(0..<entries.count)
        let first = max(0, min(selection - top.height / 2, entries.count - top.height))
        for row in 0..<min(top.height, entries.count) {
            let index = first + row
            let isSelected = index == selection
            let line = RichLine(
                [Span(isSelected ? glyphs.selected + " " : "  ", .strong)] + containerSpans(entries[index]),
                fill: isSelected && isFocused ? .cursorLine : nil)
            write(line, row: row, of: top)
            map.add(.row(.containers, index), at: Rect(x: top.x, y: top.y + row, width: top.width, height: 1))
        }
        return rest
    }

    private func containerSpans(_ entry: ContainersPane.Entry) -> [Span] {
        switch entry {
        case .own(let run, let name):
            containerSpans(
                name ?? "", run.image, PaneWords.state(run.state), run.isRunning ? run.ports : [],
                isRunning: run.isRunning)
        case .other(let row):
            containerSpans(
                row.name, row.image, PaneWords.state(row.state), row.state == .running ? row.ports : [],
                isRunning: row.state == .running)
        }
    }

    private func containerSpans(
        _ name: String, _ image: String, _ state: String, _ ports: [String], isRunning: Bool
    ) -> [Span] {
        func column(_ text: String, _ width: Int) -> String {
            let shown = TextWidth.fitting(text, width, ellipsis: glyphs.ellipsis)
            return shown + String(repeating: " ", count: max(0, width - TextWidth.columns(shown)) + 2)
        }
        return [
            Span(column(state, 13), isRunning ? .good : .dim), Span(column(image, 20), .strong),
            Span(column(name, 18)), Span(ports.joined(separator: ", "), .dim),
        ]
    }

    private func pageLines(_ url: String, _ run: ContainerRun, now: Double, width: Int, height: Int) -> [RichLine] {
        if let page = run.page {
            return limited(PaneWords.page(url, page), page, width: width, height: height)
        }
        guard run.isRunning else { return [] }
        let spin = glyphs.spin(at: now - run.startedAt)
        return [RichLine([Span(spin + " ", .working), Span(PaneWords.waiting(url), .working)]), RichLine()]
    }

    /// A page in the upper half of what there is; the rest of a longer one is a key away.
    private func limited(_ title: String, _ page: Page, width: Int, height: Int) -> [RichLine] {
        let head = Wrapping.lines([Span(title, page.status == 200 ? .good : .attention)], width: width)
        let room = max(1, height / 2 - head.count - 1)
        var body = page.body.split(separator: "\n", omittingEmptySubsequences: false).prefix(room + 1).flatMap {
            Wrapping.lines([Span("  ", .frame), Span(String($0.prefix(1000)), .strong)], width: width)
        }
        if body.count > room { body = body.prefix(room - 1) + [RichLine("  " + PaneWords.wholePage, .dim)] }
        return head + body + [RichLine()]
    }

    /// The log under what stands still; it follows its end until it is scrolled.
    private mutating func log(_ log: StepLogLines, under head: [RichLine], _ model: LabModel, in area: Rect) {
        let (top, rest) = area.split(top: min(head.count, max(0, area.height - 1)))
        for (row, line) in head.prefix(top.height).enumerated() { write(line, row: row, of: top) }
        let last = max(0, log.count - rest.height)
        let start = min(max(0, model.offsets[.containers] ?? last), last)
        map.extents[.containers] = ScreenMap.Extent(rows: log.count, visible: rest.height, offset: start)
        for row in 0..<max(0, min(rest.height, log.count - start)) {
            switch log.line(at: start + row) {
            case .text(let text):
                write(
                    RichLine([Span("\(glyphs.bar) ", .frame)] + ANSIText.spans(text, base: .code)), row: row, of: rest)
            case .omitted(let count): write(BuildWords.omitted(count), .dim, row: row, of: rest)
            case .absent, nil: break
            }
        }
        scrollMark(rows: log.count, start: start, in: rest)
    }
}
