internal import TerminalUI

extension LabModel {
    mutating func take(_ event: MouseEvent) -> [Effect] {
        switch event.kind {
        case .press: return press(event)
        case .drag:
            if drag == .divider {
                layout.placeDivider(at: event.point.x)
                return []
            }
            return takesMouse(.shell, event) ? shellMouse(event) : takesMouse(.editor, event) ? editorMouse(event) : []
        case .release:
            let wasDragging = drag != nil
            drag = nil
            return !wasDragging && takesMouse(.shell, event) ? shellMouse(event) : []
        case .wheelUp, .wheelDown:
            if isInside(.shell, event.point) { return shellMouse(event) }
            return turnWheel(at: event.point, by: event.kind == .wheelUp ? -3 : 3)
        }
    }

    private func isInside(_ pane: Pane, _ point: Point) -> Bool {
        dialogue == nil && screen.target(at: point) == .inside(pane)
    }

    /// Whether the button's movement is a pane's: a selection in the shell goes on beyond its edges.
    private func takesMouse(_ pane: Pane, _ event: MouseEvent) -> Bool {
        (pane == .shell && panes.shell.isSelecting) || isInside(pane, event.point)
    }

    private mutating func shellMouse(_ event: MouseEvent) -> [Effect] {
        tell { $0.shell.update(.mouse(event), &$1) }
    }

    private mutating func editorMouse(_ event: MouseEvent) -> [Effect] {
        tell { $0.editor.update(.mouse(event), &$1) }
    }

    private mutating func press(_ event: MouseEvent) -> [Effect] {
        notice = nil
        if presentation?.pointer != nil, presentation?.isDriving == true {
            return tellPresenter(.movePointer(to: event.point))
        }
        guard let target = screen.target(at: event.point) else { return [] }
        if dialogue != nil {
            if case .answer(let index) = target { return choose(index) }
            return []
        }
        switch target {
        case .action(let action): return perform(action)
        case .pane(let pane): layout.show(pane)
        case .tab(let index): return tell { $0.editor.update(.openTab(index), &$1) }
        case .lesson(let part): return tell { $0.lesson.update(.press(part), &$1) }
        case .row(let pane, let row): return tell { $0.update(pane, .click(row: row), &$1) }
        case .inside(let pane):
            layout.show(pane)
            return pane == .shell ? shellMouse(event) : pane == .editor ? editorMouse(event) : []
        case .divider: drag = .divider
        case .answer: break
        }
        return []
    }

    private mutating func turnWheel(at point: Point, by rows: Int) -> [Effect] {
        if dialogue != nil {
            scrollDialogue(by: rows)
            return []
        }
        guard let pane = LabLayout(layout).panes.first(where: { $0.value.contains(point) })?.key else { return [] }
        return tell { $0.update(pane, .wheel(rows), &$1) }
    }
}
