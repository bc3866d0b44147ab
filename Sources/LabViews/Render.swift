public import LabModel
internal import LessonFormat
public import TerminalUI

/// What the lab looks like: a pure function from the model to a grid.
public enum LabViews {
    /// Draws the whole screen. The map says what lies where; the model wants it back as `LabEvent.drawn`.
    public static func render(_ model: LabModel, into grid: inout Grid) -> ScreenMap {
        var canvas = Canvas(
            grid: grid, theme: Theme.named(model.theme), glyphs: model.isUnicode ? .unicode : .ascii)
        grid = Grid(Size(width: 0, height: 0))
        canvas.lab(model)
        grid = canvas.grid
        return canvas.map
    }
}

extension Canvas {
    mutating func lab(_ model: LabModel) {
        grid.fill(grid.bounds, theme[.text])
        grid.caret = nil
        let layout = LabLayout(model.layout)
        header(model, in: layout.header)
        paneTabs(model, layout)
        if let divider = layout.divider {
            for y in divider.y..<divider.bottom {
                grid.write(glyphs.divider, at: Point(x: divider.x, y: y), theme[.frame])
            }
            map.add(.divider, at: divider)
        }
        for (pane, area) in layout.panes { draw(pane, model, in: area) }
        statusLine(model, in: layout.status)
        dialogue(model)
        if let presentation = model.presentation { stage(presentation) }
        map.caret = grid.caret
    }

    private mutating func draw(_ pane: Pane, _ model: LabModel, in area: Rect) {
        switch pane {
        case .lesson: lessonPane(model, in: area)
        case .editor: editorPane(model, in: area)
        case .shell: shellPane(model, in: area)
        case .build: buildPane(model, in: area)
        case .layers: layersPane(model, in: area)
        case .images: imagesPane(model, in: area)
        case .containers: containerPane(model, in: area)
        }
    }

    /// Lesson, step and progress: always in sight.
    private mutating func header(_ model: LabModel, in area: Rect) {
        guard !area.isEmpty else { return }
        grid.fill(area, theme[.statusBar])
        let steps = model.lesson.steps.count
        let passed = model.lessonProgress.passed.count
        let step = "step \(min(model.stepIndex + 1, steps)) of \(steps)"
        let full = " \(passed) of \(steps) done "
        let bar = area.width >= 70 ? progressBar(model) + " " : ""
        let right = area.width >= 34 ? bar + full : " \(passed)/\(steps) "
        let title = area.width >= 60 ? "\(model.lesson.title) \(glyphs.separator) \(step)" : step
        let room = area.width - TextWidth.columns(right) - 2
        write(" " + TextWidth.fitting(title, max(0, room), ellipsis: glyphs.ellipsis), .statusBar, row: 0, of: area)
        writeRight(right, .statusBar, row: 0, of: area)
    }

    /// A sign a step: passed, open, still to come.
    private func progressBar(_ model: LabModel) -> String {
        let passed = model.lessonProgress.passed
        return model.lesson.steps.enumerated().map { index, step in
            if passed.contains(step.id) { return glyphs.progressFull }
            return index == model.stepIndex ? glyphs.selected : glyphs.progressEmpty
        }.joined()
    }

    private mutating func paneTabs(_ model: LabModel, _ layout: LabLayout) {
        let area = layout.tabs
        guard !area.isEmpty else { return }
        let panes: [Pane]
        switch layout.kind {
        case .single: panes = Pane.allCases
        case .wide: panes = Pane.lower
        case .wideAndLow: panes = Pane.allCases.filter { $0 != .lesson }
        }
        let isShort = area.width < 60
        var x = area.x
        for pane in panes {
            let isShown = layout.panes[pane] != nil
            let title = isShort ? String(PaneWords.title(pane).prefix(isShown ? 9 : 3)) : PaneWords.title(pane)
            let start = x
            let words = isShown ? "[\(title)]" : " \(title) "
            x = grid.write(words, at: Point(x: x, y: area.y), theme[isShown ? .activeTab : .tab], clip: area)
            map.add(.pane(pane), at: Rect(x: start, y: area.y, width: x - start, height: 1).intersection(area))
        }
    }

    /// What has just happened, or the keys that work here.
    private mutating func statusLine(_ model: LabModel, in area: Rect) {
        guard !area.isEmpty else { return }
        grid.fill(area, theme[.statusBar])
        var rest = area
        if let notice = model.notice {
            let words = " \(NoticeWords.text(notice)) "
            write(TextWidth.fitting(words, area.width, ellipsis: glyphs.ellipsis), .keyCap, row: 0, of: area)
            rest = area.split(left: TextWidth.columns(words)).rest
        }
        if let words = model.presentation.flatMap({ PresenterWords.status($0, model) }) {
            write(TextWidth.fitting(words, rest.width, ellipsis: glyphs.ellipsis), .keyCap, row: 0, of: rest)
            return
        }
        var x = 1
        for binding in StatusKeys.bindings(model) {
            guard let chord = binding.chords.first else { continue }
            let key = KeyWords.name(chord)
            let words = ActionWords.short(binding.action)
            let width = TextWidth.columns(key) + TextWidth.columns(words) + 3
            guard x + width <= rest.width else { continue }
            write(RichLine([Span(key, .keyCap), Span(" " + words, .statusBar)]), row: 0, of: rest, from: x)
            map.add(.action(binding.action), at: Rect(x: rest.x + x, y: rest.y, width: width - 1, height: 1))
            x += width
        }
    }
}

/// The keys for the status line, those that matter most first.
enum StatusKeys {
    static func bindings(_ model: LabModel) -> [KeyBinding] {
        let usual = KeyTable.bindings(in: model.layout.focus, isReading: model.shell.isReading)
        let all = (presenters(model) + usual).enumerated().filter { $0.element.prominence != nil }
        var seen: Set<Action> = []
        return all.sorted { ($0.element.prominence ?? 0, $0.offset) < ($1.element.prominence ?? 0, $1.offset) }
            .map(\.element).filter { seen.insert($0.action).inserted }
    }

    /// A presenter's own keys, Space first.
    private static func presenters(_ model: LabModel) -> [KeyBinding] {
        guard let presentation = model.presentation else { return [] }
        guard presentation.isDriving else { return KeyTable.takingOver }
        return Array(KeyTable.presenting.prefix(1)) + KeyTable.takingOver + Array(KeyTable.presenting.dropFirst())
    }
}
