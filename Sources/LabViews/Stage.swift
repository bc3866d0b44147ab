import LabModel
import TerminalUI

extension Canvas {
    /// What only a room sees: nothing, or where the presenter points.
    mutating func stage(_ presentation: Presentation) {
        if presentation.isBlank {
            grid.fill(grid.bounds, theme[.text])
            grid.caret = nil
            return
        }
        guard let point = presentation.pointer else { return }
        grid.restyle(Rect(x: point.x - 2, y: point.y, width: 5, height: 1)) {
            $0.attributes.formSymmetricDifference(.reverse)
        }
        grid.write(glyphs.selected, at: Point(x: point.x - 2, y: point.y), theme[.keyCap])
    }
}
