public import LabModel
public import TerminalUI

extension LabScreen {
    /// The build's pane of a replayed build, in an area.
    public static func replay(_ model: LabModel, in area: Rect) -> LabScreen {
        let glyphs: Glyphs = model.isUnicode ? .unicode : .ascii
        var parts: [any ScreenPart] = [BuildView(model, in: area, glyphs)]
        // A file of the slider over the steps.
        if let dialogue = DialogueView(model, on: Size(width: area.width, height: area.height), glyphs) {
            parts.append(dialogue)
        }
        return LabScreen(parts, model, glyphs)
    }

    /// A line of what is played, how far it is, and the keys.
    public static func replayLine(_ words: String, _ model: LabModel, in area: Rect) -> LabScreen {
        LabScreen([ReplayLine(words: words, area: area)], model, model.isUnicode ? .unicode : .ascii)
    }

    /// Draws the parts of a replay over what is there.
    public func renderOver(_ grid: inout Grid) { draw(into: &grid) { _ in } }
}

private struct ReplayLine: ScreenPart {
    let words: String
    let area: Rect

    func draw(on canvas: inout Canvas) {
        canvas.grid.fill(area, canvas.theme[.statusBar])
        let text = TextWidth.fitting(words, area.width, ellipsis: canvas.glyphs.ellipsis)
        canvas.write(text, .statusBar, row: 0, of: area)
    }
}
