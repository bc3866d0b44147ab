internal import TerminalUI
internal import TextEditing

extension EditorPane {
    mutating func mouse(_ event: MouseEvent, _ lab: LabContext) -> [Request] {
        guard let place = place(at: event.point) else { return event.kind == .press ? [.focus(.editor)] : [] }
        switch event.kind {
        case .press where event.modifiers.contains(.shift):
            drag(place)
            return [.focus(.editor)]
        case .press:
            var click = TextClick(at: event.point, time: lab.now, after: lastClick)
            change { $0.click(line: place.line, column: place.column, &click) }
            lastClick = click
            return [.focus(.editor)]
        case .drag: drag(place)
        case .release, .wheelUp, .wheelDown: break
        }
        return []
    }

    private mutating func drag(_ place: (line: Int, column: Int)) {
        change { [lastClick] in $0.drag(line: place.line, column: place.column, from: lastClick) }
    }

    /// The line from 0, and the cells from its start; nil where there is no line.
    private func place(at point: Point) -> (line: Int, column: Int)? {
        guard let text = layout?.text, text.contains(point), let editor = file?.editor else { return nil }
        let line = editor.viewport.top.value + point.y - text.y
        return line < editor.buffer.lineCount ? (line, editor.viewport.left.value + point.x - text.x) : nil
    }
}
