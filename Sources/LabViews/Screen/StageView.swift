import LabModel
import TerminalUI

/// What only a room sees: nothing, or where the presenter points.
struct StageView: ScreenPart {
    private let presentation: Presentation

    init(_ presentation: Presentation) { self.presentation = presentation }

    func draw(on canvas: inout Canvas) {
        if presentation.isBlank {
            canvas.grid.fill(canvas.grid.bounds, canvas.theme[.text])
            canvas.grid.caret = nil
            return
        }
        guard let point = presentation.pointer else { return }
        canvas.grid.restyle(Rect(x: point.x - 2, y: point.y, width: 5, height: 1)) {
            $0.attributes.formSymmetricDifference(.reverse)
        }
        canvas.grid.write(canvas.glyphs.selected, at: Point(x: point.x - 2, y: point.y), canvas.theme[.keyCap])
    }
}
