internal import TerminalUI

extension LabModel {
    mutating func take(_ event: MouseEvent) -> [Effect] {
        switch event.kind {
        case .press where event.modifiers.contains(.shift) && isInText(event.point):
            layout.show(.editor)
            return drag(event.point)
        case .press: return press(event.point)
        case .drag where shell.isSelecting || isInShell(event.point): return mouseInShell(event)
        case .drag: return drag(event.point)
        case .release:
            let wasDragging = isDraggingDivider
            isDraggingDivider = false
            return !wasDragging && (shell.isSelecting || isInShell(event.point)) ? mouseInShell(event) : []
        case .wheelUp where isInShell(event.point), .wheelDown where isInShell(event.point):
            return mouseInShell(event)
        case .wheelUp: turnWheel(at: event.point, by: -3)
        case .wheelDown: turnWheel(at: event.point, by: 3)
        }
        return []
    }

    private func isInText(_ point: Point) -> Bool {
        if dialogue == nil, case .text? = map.target(at: point) { true } else { false }
    }

    private func isInShell(_ point: Point) -> Bool {
        dialogue == nil && !isDraggingDivider && map.target(at: point) == .shell
    }

    private mutating func press(_ point: Point) -> [Effect] {
        notice = nil
        if presentation?.pointer != nil, presentation?.isDriving == true {
            movePointer(to: point)
            return []
        }
        guard let target = map.target(at: point) else { return [] }
        if dialogue != nil {
            if case .answer(let index) = target { return choose(index) }
            return []
        }
        switch target {
        case .action(let action): return perform(action)
        case .pane(let pane): layout.show(pane)
        case .file(let index):
            layout.show(.editor)
            openFile = min(max(0, index), max(0, files.count - 1))
        case .step(let index): return goTo(step: index)
        case .block(let index):
            layout.show(.lesson)
            if selectedBlock == index { return useBlock() }
            selectedBlock = index
        case .choice(let check, let choice):
            layout.show(.lesson)
            return choose(choice, check: check)
        case .guess(let index):
            layout.show(.lesson)
            return guess(index)
        case .row(let pane, let row): return pick(row, in: pane)
        case .text(let line, let column):
            layout.show(.editor)
            let cell = column + point.x - (map.editorText?.x ?? 0)
            var click = TextClick(at: point, time: now, after: lastClick)
            changeFile { $0.click(line: line, column: cell, &click) }
            lastClick = click
        case .shell:
            layout.show(.shell)
            return mouseInShell(MouseEvent(.press, at: point))
        case .divider: isDraggingDivider = true
        case .answer: break
        }
        return []
    }

    /// The first click selects a row, the second opens it.
    private mutating func pick(_ row: Int, in pane: Pane) -> [Effect] {
        let isSelected = layout.focus == pane && selected[pane] == row
        layout.show(pane)
        selected[pane] = row
        return isSelected ? openRow() : []
    }

    private mutating func drag(_ point: Point) -> [Effect] {
        if isDraggingDivider {
            layout.placeDivider(at: point.x)
        } else if dialogue == nil, case .text(let line, let column)? = map.target(at: point) {
            let cell = column + point.x - (map.editorText?.x ?? 0)
            changeFile { [lastClick] in $0.drag(line: line, column: cell, from: lastClick) }
        }
        return []
    }

    private mutating func turnWheel(at point: Point, by rows: Int) {
        if dialogue != nil {
            scrollDialogue(by: rows)
        } else if let pane = map.frames.first(where: { $0.value.contains(point) })?.key {
            if pane == .editor { changeFile { $0.scroll(by: rows) } } else { scroll(pane, by: rows) }
        }
    }
}
