import LabModel
import LessonFormat
import TerminalUI

/// Lesson, step and progress: always in sight.
struct HeaderView: ScreenPart {
    private let area: Rect
    private let left: String
    private let right: String
    /// How many steps have a sign in the bar.
    private let signs: Int

    init(_ model: LabModel, in area: Rect, _ glyphs: Glyphs) {
        self.area = area
        let steps = model.lesson.steps.count
        let leftOut = Self.leftOut(model)
        let passed = model.panes.lesson.reached.passed.subtracting(leftOut.map(\.id)).count
        let shown = steps - leftOut.count
        let isLeftOut = leftOut.contains { $0.id == model.step?.id }
        let step =
            "step \(min(model.panes.lesson.stepIndex + 1, steps)) of \(steps)\(isLeftOut ? ", left out" : "")"
        signs = area.width >= 70 ? steps : 0
        let bar = area.width >= 70 ? Self.progressBar(model, glyphs) + " " : ""
        right = area.width >= 34 ? bar + " \(passed) of \(shown) done " : " \(passed)/\(shown) "
        let title = area.width >= 60 ? "\(model.lesson.title) \(glyphs.separator) \(step)" : step
        let room = area.width - TextWidth.columns(right) - 2
        left = " " + TextWidth.fitting(title, max(0, room), ellipsis: glyphs.ellipsis)
    }

    /// The steps that a presenter does not show to this audience.
    private static func leftOut(_ model: LabModel) -> [Step] {
        model.presentation?.leftOut.sorted().map { model.lesson.steps[$0] } ?? []
    }

    /// A sign a step: left out, passed, open, still to come.
    private static func progressBar(_ model: LabModel, _ glyphs: Glyphs) -> String {
        let passed = model.panes.lesson.reached.passed
        return model.lesson.steps.enumerated().map { index, step in
            if model.presentation?.leftOut.contains(index) == true { return glyphs.skipped }
            if passed.contains(step.id) { return glyphs.progressFull }
            return index == model.panes.lesson.stepIndex ? glyphs.selected : glyphs.progressEmpty
        }.joined()
    }

    /// A click on a step's sign opens it.
    func place(in layout: inout ScreenLayout) {
        let first = area.right - TextWidth.columns(right)
        for step in 0..<signs where first + step >= area.x {
            layout.add(.action(.lab(.goToStep(step + 1))), at: Rect(x: first + step, y: area.y, width: 1, height: 1))
        }
    }

    func draw(on canvas: inout Canvas) {
        guard !area.isEmpty else { return }
        canvas.grid.fill(area, canvas.theme[.statusBar])
        canvas.write(left, .statusBar, row: 0, of: area)
        canvas.writeRight(right, .statusBar, row: 0, of: area)
    }
}

/// The names of the panes that share a place.
struct PaneTabsView: ScreenPart {
    private struct Tab {
        var pane: Pane
        var words: String
        var isShown: Bool
        var area: Rect
    }

    private let tabs: [Tab]
    private let area: Rect

    init(_ layout: LabLayout) {
        area = layout.tabs
        let panes: [Pane] =
            switch layout.kind {
            case .single: Pane.allCases
            case .wide: Pane.lower
            case .wideAndLow: Pane.allCases.filter { $0 != .lesson }
            }
        var x = area.x
        tabs = panes.map { pane in
            let isShown = layout.panes[pane] != nil
            let title = layout.tabs.width < 60 ? String(pane.title.prefix(isShown ? 9 : 3)) : pane.title
            let words = isShown ? "[\(title)]" : " \(title) "
            let place = Rect(x: x, y: layout.tabs.y, width: TextWidth.columns(words), height: 1)
            x = place.right
            return Tab(pane: pane, words: words, isShown: isShown, area: place)
        }
    }

    func place(in layout: inout ScreenLayout) {
        guard !area.isEmpty else { return }
        for tab in tabs { layout.add(.pane(tab.pane), at: tab.area.intersection(area)) }
    }

    func draw(on canvas: inout Canvas) {
        guard !area.isEmpty else { return }
        for tab in tabs {
            let style = canvas.theme[tab.isShown ? .activeTab : .tab]
            canvas.grid.write(tab.words, at: Point(x: tab.area.x, y: area.y), style, clip: area)
        }
    }
}

/// The column between lesson and workspace.
struct DividerView: ScreenPart {
    private let area: Rect?

    init(_ layout: LabLayout) { area = layout.divider }

    func place(in layout: inout ScreenLayout) {
        if let area { layout.add(.divider, at: area) }
    }

    func draw(on canvas: inout Canvas) {
        guard let area else { return }
        for y in area.y..<area.bottom {
            canvas.grid.write(canvas.glyphs.divider, at: Point(x: area.x, y: y), canvas.theme[.frame])
        }
    }
}
