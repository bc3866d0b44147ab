import LabModel
import TerminalUI

/// A part of the screen. It is worked out from the model before anything is drawn: `place` tells what lies where,
/// `draw` only draws it.
protocol ScreenPart {
    func place(in layout: inout ScreenLayout)
    func draw(on canvas: inout Canvas)
}

extension ScreenPart {
    func place(in layout: inout ScreenLayout) {}
}

/// What a pane looks like in its area.
protocol PaneView: ScreenPart {
    init(_ model: LabModel, in area: Rect, _ glyphs: Glyphs)
}
