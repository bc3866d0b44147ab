import LabModel
import TerminalUI

extension Canvas {
    mutating func buildPane(_ model: LabModel, in area: Rect) {
        let run = model.build
        let clock = run?.clock(at: model.now) ?? 0
        let title = run.map { BuildWords.headline($0, clock: clock) } ?? PaneWords.title(.build)
        let body = frame(.build, title: title, in: area, isFocused: model.layout.focus == .build)
        guard let run else {
            let lines = Wrapping.lines([Span(BuildWords.nothingYet, .dim)], width: body.width)
            return page(lines, of: .build, in: body, offset: 0)
        }
        let view = BuildPaneView(
            run: run, comparison: model.comparesBuilds ? model.earlierBuild.map(BuildComparison.init(with:)) : nil,
            selected: model.layout.focus == .build ? model.selected[.build] ?? 0 : -1, clock: clock, glyphs: glyphs,
            width: body.width)
        draw(view, in: body, offset: model.buildOffset)
    }

    /// - Parameter offset: nil follows the build: what it works on, or failed at, else its end, is in sight.
    private mutating func draw(_ view: BuildPaneView, in area: Rect, offset: Int?) {
        let sections = view.sections
        let counts = sections.map { $0.count(view.run) }
        let total = counts.reduce(0, +)
        let last = max(0, total - area.height)
        let start = min(max(0, offset ?? following(view, sections, counts) - area.height), last)
        map.extents[.build] = ScreenMap.Extent(rows: total, visible: area.height, offset: start)
        var row = -start
        var firstRows = [Int](repeating: 0, count: view.run.steps.count)
        for (section, count) in zip(sections, counts) {
            if case .lines(_, .some(let step)) = section { firstRows[step] = row + start }
            if row + count > 0, row < area.height { draw(section, view, at: row, in: area) }
            row += count
        }
        map.listRows[.build] = firstRows
        scrollMark(rows: total, start: start, in: area)
    }

    /// The row behind all that is about the step that the build works on or failed at; behind everything without one.
    private func following(_ view: BuildPaneView, _ sections: [BuildPaneView.Section], _ counts: [Int]) -> Int {
        guard let current = view.run.currentStep else { return counts.reduce(0, +) }
        var row = 0
        for (section, count) in zip(sections, counts) {
            if case .lines(_, .some(let step)) = section, step > current { return row }
            row += count
        }
        return row
    }

    private mutating func miss(_ line: Int, of step: Int) {
        let first = map.missingLog.flatMap { $0.step == step ? $0.lines.lowerBound : nil } ?? line
        map.missingLog = ScreenMap.MissingLog(step: step, lines: first..<(line + 1))
    }

    private mutating func draw(_ section: BuildPaneView.Section, _ view: BuildPaneView, at row: Int, in area: Rect) {
        switch section {
        case .lines(let lines, let step):
            for (index, line) in lines.enumerated() { write(line, row: row + index, of: area) }
            if let step, (0..<area.height).contains(row) {
                map.add(.row(.build, step), at: Rect(x: area.x, y: area.y + row, width: area.width, height: 1))
            }
        case .log(let step):
            let count = view.run.steps[step].log.count
            let first = max(0, -row)
            for index in first..<max(first, min(count, area.height - row)) {
                write(view.logLine(step, index), row: row + index, of: area)
                if view.run.steps[step].log.line(at: index) == .absent { miss(index, of: step) }
            }
        }
    }
}
