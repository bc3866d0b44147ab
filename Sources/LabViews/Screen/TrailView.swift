import LabModel
import TerminalUI

/// The commands that were performed, for those in the room who lag behind; the last one where there is one row.
struct TrailView: ScreenPart {
    private let area: Rect
    private let heading: String?
    private let lines: [String]

    init(_ presentation: Presentation, in area: Rect, _ glyphs: Glyphs) {
        self.area = area
        let rows = area.height > 1 ? area.height - 1 : area.height
        heading = area.height > 1 ? "Commands so far" : nil
        let trail = NotesText.trail(presentation.trail, rows: rows)
        lines = (trail.isEmpty ? ["No command yet"] : trail).map {
            TextWidth.fitting(" \($0)", area.width, ellipsis: glyphs.ellipsis)
        }
    }

    func draw(on canvas: inout Canvas) {
        guard !area.isEmpty else { return }
        if let heading {
            canvas.write(String(repeating: canvas.glyphs.rule, count: area.width), .frame, row: 0, of: area)
            canvas.write(" \(heading) ", .heading, row: 0, of: area, from: 1)
        }
        for (row, line) in lines.enumerated() {
            canvas.write(line, .code, row: row + (heading == nil ? 0 : 1), of: area)
        }
    }
}
