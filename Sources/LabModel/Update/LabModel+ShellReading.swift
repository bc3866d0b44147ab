internal import ShellScreen
internal import TerminalUI
internal import TextEditing

/// Reading, searching, selecting and copying what the shell has shown.
extension LabModel {
    private var page: Int { max(1, (map.shell?.height ?? 10) - 1) }

    /// What an action of the key table means in the history.
    mutating func readShell(_ action: Action, selecting: Bool = false) -> [Effect] {
        switch action {
        case .lineUp: moveInShell(rows: -1, selecting: selecting)
        case .lineDown: moveInShell(rows: 1, selecting: selecting)
        case .columnLeft: moveInShell(columns: -1, selecting: selecting)
        case .columnRight: moveInShell(columns: 1, selecting: selecting)
        case .pageUp: turnPage(-page, selecting: selecting)
        case .pageDown: turnPage(page, selecting: selecting)
        case .toTop: moveInShell(rows: -1 << 30, selecting: selecting)
        case .toBottom: moveInShell(rows: 1 << 30, selecting: selecting)
        case .find: dialogue = .prompt(Prompt(.findInShell, text: shell.searchText))
        case .findNext: findInShell(older: false)
        case .findPrevious: findInShell(older: true)
        case .copy: return copyFromShell()
        case .leaveHistory: shell.stopReading()
        default: return perform(action)
        }
        return []
    }

    /// Scrolls without moving the caret's place, as a wheel does; at the end it follows the shell again.
    mutating func scrollShell(by rows: Int) {
        guard let frame = shell.frame else { return }
        let last = frame.history.count
        let top = min(max(0, shell.firstRow(rows: page) + rows), last)
        if top >= last, shell.anchor == nil {
            shell.stopReading()
        } else {
            shell.top = top
            if shell.caret == nil { shell.caret = ShellFrame.Place(row: top, column: 0) }
        }
    }

    private mutating func turnPage(_ rows: Int, selecting: Bool) {
        guard let frame = shell.frame else { return }
        let top = min(max(0, shell.firstRow(rows: page) + rows), frame.history.count)
        moveInShell(rows: rows, selecting: selecting)
        shell.top = top
        if let caret = shell.caret { showInShell(caret) }
    }

    private mutating func moveInShell(rows: Int = 0, columns: Int = 0, selecting: Bool) {
        guard let frame = shell.frame else { return }
        let bottom = frame.history.count + (frame.caret?.y ?? frame.rows.count - 1)
        let old = shell.caret ?? ShellFrame.Place(row: bottom, column: frame.caret?.x ?? 0)
        if selecting { shell.anchor = shell.anchor ?? old } else { shell.anchor = nil }
        let row = min(max(0, old.row + rows), max(0, frame.rowCount - 1))
        let column = min(max(0, old.column + columns), max(0, frame.size.width - 1))
        showInShell(ShellFrame.Place(row: row, column: column))
    }

    /// Puts the caret at a place and that place in sight.
    private mutating func showInShell(_ place: ShellFrame.Place) {
        guard let frame = shell.frame else { return }
        let height = max(1, map.shell?.height ?? frame.size.height)
        let top = shell.firstRow(rows: height)
        shell.caret = place
        shell.top = min(max(top, place.row - height + 1), place.row)
    }

    /// Goes to the next place of the searched text, and selects it.
    mutating func findInShell(older: Bool) {
        guard let frame = shell.frame, !shell.searchText.isEmpty else { return }
        let places = frame.places(of: shell.searchText)
        let here = shell.selection?.lowerBound ?? shell.caret ?? ShellFrame.Place(row: frame.rowCount, column: 0)
        let next = older ? places.last { $0 < here } : places.first { $0 > here }
        guard let found = next ?? (older ? places.last : places.first) else {
            notice = .edit(.notFound)
            return
        }
        if next == nil { notice = .edit(.wrapped) }
        showInShell(found)
        shell.anchor = found
        shell.caret?.column = found.column + max(1, CellWidth.of(shell.searchText)) - 1
    }

    /// Copies the selection, or the caret's row without one.
    mutating func copyFromShell() -> [Effect] {
        guard let frame = shell.frame, let place = shell.caret else { return [] }
        let row = ShellFrame.Place(row: place.row, column: 0)...ShellFrame.Place(row: place.row, column: .max)
        let range = shell.selection ?? row
        let text = frame.text(from: range.lowerBound, to: range.upperBound)
        shell.stopReading()
        notice = .copied
        return [.copy(text)]
    }

    // MARK: Mouse

    /// What the mouse does over the shell: the program's where it asked for the mouse, else reading and selecting.
    mutating func mouseInShell(_ event: MouseEvent) -> [Effect] {
        guard let area = map.shell, let frame = shell.frame else { return [] }
        let point = Point(x: event.point.x - area.x, y: event.point.y - area.y)
        let isWheel = event.kind == .wheelUp || event.kind == .wheelDown
        let isPrograms = frame.mouse != .none || (isWheel && frame.isAlternate)
        if isPrograms, !shell.isReading, !shell.isSelecting {
            return sendToShell(.mouse(MouseEvent(event.kind, at: point)))
        }
        let row = shell.firstRow(rows: area.height) + min(max(0, point.y), max(0, area.height - 1))
        let place = ShellFrame.Place(row: row, column: min(max(0, point.x), max(0, area.width - 1)))
        switch event.kind {
        case .press:
            shell.anchor = nil
            shell.caret = place
            shell.isSelecting = true
        case .drag:
            guard shell.isSelecting else { return [] }
            shell.anchor = shell.anchor ?? shell.caret
            shell.caret = place
        case .release:
            defer { shell.isSelecting = false }
            guard shell.isSelecting, shell.anchor != nil else { return [] }
            return copyFromShell()
        case .wheelUp: scrollShell(by: -3)
        case .wheelDown: scrollShell(by: 3)
        }
        return []
    }
}
