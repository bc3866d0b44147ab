public import LabModel
public import TerminalUI

/// The whole screen, worked out from the model: what lies where first, then a picture of it.
public struct LabScreen {
    /// What lies where; the model wants to know before the next event.
    public let layout: ScreenLayout
    private let parts: [any ScreenPart]
    private let theme: Theme
    private let glyphs: Glyphs

    public init(_ model: LabModel) {
        let glyphs: Glyphs = model.isUnicode ? .unicode : .ascii
        let areas = LabLayout(model.layout)
        var parts: [any ScreenPart] = [
            HeaderView(model, in: areas.header, glyphs), PaneTabsView(areas), DividerView(areas),
        ]
        for pane in Pane.allCases {
            guard let area = areas.panes[pane] else { continue }
            parts.append(PaneViews.view(of: pane).init(model, in: area, glyphs))
        }
        if let presentation = model.presentation { parts.append(TrailView(presentation, in: areas.trail, glyphs)) }
        parts.append(StatusView(model, in: areas.status, isCut: Self.isCut(parts, model.layout.focus), glyphs))
        let size = Size(width: model.layout.columns, height: model.layout.rows)
        if let dialogue = DialogueView(model, on: size, glyphs) { parts.append(dialogue) }
        if let presentation = model.presentation { parts.append(StageView(presentation)) }
        self.init(parts, model, glyphs)
    }

    /// Whether a row of a pane goes on beyond its edge.
    private static func isCut(_ parts: [any ScreenPart], _ pane: Pane) -> Bool {
        var layout = ScreenLayout()
        for part in parts { part.place(in: &layout) }
        return (layout.breadths[pane]?.hidden ?? 0) > 0
    }

    init(_ parts: [any ScreenPart], _ model: LabModel, _ glyphs: Glyphs) {
        self.parts = parts
        theme = Theme.named(model.theme)
        self.glyphs = glyphs
        var layout = ScreenLayout()
        for part in parts { part.place(in: &layout) }
        self.layout = layout
    }

    /// Draws the whole screen.
    public func render(into grid: inout Grid) {
        draw(into: &grid) { canvas in
            canvas.grid.fill(canvas.grid.bounds, theme[.text])
            canvas.grid.caret = nil
        }
    }

    func draw(into grid: inout Grid, _ prepare: (inout Canvas) -> Void) {
        var canvas = Canvas(grid: grid, theme: theme, glyphs: glyphs)
        // The grid has one owner at a time: it is drawn on in place.
        grid = Grid(Size(width: 0, height: 0))
        prepare(&canvas)
        for part in parts { part.draw(on: &canvas) }
        grid = canvas.grid
    }
}
