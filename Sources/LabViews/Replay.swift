public import LabModel
public import TerminalUI

extension LabViews {
    /// Draws the build pane of a replayed build into an area. The map goes back to the model as `LabEvent.drawn`.
    public static func renderReplay(_ model: LabModel, in area: Rect, of grid: inout Grid) -> ScreenMap {
        draw(model, into: &grid) { $0.buildPane(model, in: area) }
    }

    /// A line of what is played, how far it is, and the keys.
    public static func renderReplayLine(_ words: String, _ model: LabModel, in area: Rect, of grid: inout Grid) {
        _ = draw(model, into: &grid) { canvas in
            canvas.grid.fill(area, canvas.theme[.statusBar])
            let text = TextWidth.fitting(words, area.width, ellipsis: canvas.glyphs.ellipsis)
            canvas.write(text, .statusBar, row: 0, of: area)
        }
    }

    private static func draw(
        _ model: LabModel, into grid: inout Grid, _ body: (inout Canvas) -> Void
    ) -> ScreenMap {
        var canvas = Canvas(grid: grid, theme: Theme.named(model.theme), glyphs: model.isUnicode ? .unicode : .ascii)
        body(&canvas)
        grid = canvas.grid
        return canvas.map
    }
}
