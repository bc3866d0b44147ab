public import ShellScreen
internal import TerminalUI
internal import TextEditing

/// Reading, searching, selecting and copying what the shell has shown.
extension ShellPane {
    /// Keys that work while the learner reads.
    static let historyKeys: [KeyBinding] = [
        KeyBinding(
            .shell(.leaveHistory), "Go back to the prompt", "prompt", .history, [KeyPress(.escape)], 0),
        KeyBinding(again: .shared(.lineUp), .history, [KeyPress(.up), KeyPress(.up, .shift)]),
        KeyBinding(again: .shared(.lineDown), .history, [KeyPress(.down), KeyPress(.down, .shift)]),
        KeyBinding(
            .shell(.columnLeft), "Move left", "left", .history, [KeyPress(.left), KeyPress(.left, .shift)]),
        KeyBinding(
            .shell(.columnRight), "Move right", "right", .history, [KeyPress(.right), KeyPress(.right, .shift)]),
        KeyBinding(again: .shared(.pageUp), .history, [KeyPress(.pageUp), KeyPress(.pageUp, .shift)]),
        KeyBinding(again: .shared(.pageDown), .history, [KeyPress(.pageDown), KeyPress(.pageDown, .shift)], 0),
        KeyBinding(again: .shared(.toTop), .history, [KeyPress(.home), KeyPress(.home, .shift)]),
        KeyBinding(again: .shared(.toBottom), .history, [KeyPress(.end), KeyPress(.end, .shift)]),
        KeyBinding(again: .shared(.find), .history, [.control("f")], 0),
        KeyBinding(again: .shared(.findNext), .history, [.alternate("f")]),
        KeyBinding(again: .shared(.findPrevious), .history, [.alternate("b")]),
        KeyBinding(again: .shared(.copy), .history, [.control("c"), KeyPress(.enter)], 0),
    ]

    /// Whether a key moves in the history now.
    func reads(_ press: KeyPress) -> Bool { isReading && KeyTable.historyAction(for: press) != nil }

    /// The places from the first to the last that are selected.
    public var selection: ClosedRange<ShellFrame.Place>? {
        guard let anchor, let caret else { return nil }
        return min(anchor, caret)...max(anchor, caret)
    }

    /// The first row that is shown in so many rows.
    public func firstRow(rows: Int) -> Int {
        guard let frame else { return 0 }
        return min(max(0, top ?? frame.history.count), frame.history.count)
    }

    mutating func stopReading() { (top, caret, anchor) = (nil, nil, nil) }

    private var page: Int { max(1, (area?.height ?? 10) - 1) }

    // MARK: Keys

    /// Nil for a key that is the shell's.
    mutating func read(_ press: KeyPress) -> [Request]? {
        guard isReading, let action = KeyTable.historyAction(for: press) else { return nil }
        let isSelecting = press.modifiers.contains(.shift)
        if case .shared(let action) = action { return read(action, selecting: isSelecting) }
        if case .shell(let action) = action { read(action, selecting: isSelecting) }
        return []
    }

    mutating func read(_ action: Action, selecting: Bool = false) {
        switch action {
        case .columnLeft: move(columns: -1, selecting: selecting)
        case .columnRight: move(columns: 1, selecting: selecting)
        case .leaveHistory: stopReading()
        case .restart: break
        }
    }

    mutating func read(_ action: SharedAction, selecting: Bool = false) -> [Request] {
        switch action {
        case .lineUp: move(rows: -1, selecting: selecting)
        case .lineDown: move(rows: 1, selecting: selecting)
        case .pageUp: turnPage(-page, selecting: selecting)
        case .pageDown: turnPage(page, selecting: selecting)
        case .toTop: move(rows: -1 << 30, selecting: selecting)
        case .toBottom: move(rows: 1 << 30, selecting: selecting)
        case .find: return [.open(.prompt(Prompt(.findInShell, text: searchText)))]
        case .findNext: return find(older: false)
        case .findPrevious: return find(older: true)
        case .copy: return copy()
        case .lookLeft, .lookRight, .open, .refresh, .showCause, .openShell: break
        }
        return []
    }

    /// Scrolls without moving the caret's place, as a wheel does; at the end it follows the shell again.
    mutating func scroll(by rows: Int) {
        guard let frame else { return }
        let last = frame.history.count
        let top = min(max(0, firstRow(rows: page) + rows), last)
        if top >= last, anchor == nil {
            stopReading()
        } else {
            self.top = top
            if caret == nil { caret = ShellFrame.Place(row: top, column: 0) }
        }
    }

    private mutating func turnPage(_ rows: Int, selecting: Bool) {
        guard let frame else { return }
        let top = min(max(0, firstRow(rows: page) + rows), frame.history.count)
        move(rows: rows, selecting: selecting)
        self.top = top
        if let caret { show(caret) }
    }

    private mutating func move(rows: Int = 0, columns: Int = 0, selecting: Bool) {
        guard let frame else { return }
        let bottom = frame.history.count + (frame.caret?.y ?? frame.rows.count - 1)
        let old = caret ?? ShellFrame.Place(row: bottom, column: frame.caret?.x ?? 0)
        if selecting { anchor = anchor ?? old } else { anchor = nil }
        let row = min(max(0, old.row + rows), max(0, frame.rowCount - 1))
        let column = min(max(0, old.column + columns), max(0, frame.size.width - 1))
        show(ShellFrame.Place(row: row, column: column))
    }

    /// Puts the caret at a place and that place in sight.
    private mutating func show(_ place: ShellFrame.Place) {
        guard let frame else { return }
        let height = max(1, area?.height ?? frame.size.height)
        let top = firstRow(rows: height)
        caret = place
        self.top = min(max(top, place.row - height + 1), place.row)
    }

    /// Goes to the next place of the searched text, and selects it.
    mutating func find(older: Bool) -> [Request] {
        guard let frame, !searchText.isEmpty else { return [] }
        let places = frame.places(of: searchText)
        let here = selection?.lowerBound ?? caret ?? ShellFrame.Place(row: frame.rowCount, column: 0)
        let next = older ? places.last { $0 < here } : places.first { $0 > here }
        guard let found = next ?? (older ? places.last : places.first) else { return [.notice(.edit(.notFound))] }
        show(found)
        anchor = found
        caret?.column = found.column + max(1, CellWidth.of(searchText)) - 1
        return next == nil ? [.notice(.edit(.wrapped))] : []
    }

    /// Copies the selection, or the caret's row without one.
    private mutating func copy() -> [Request] {
        guard let frame, let place = caret else { return [] }
        let row = ShellFrame.Place(row: place.row, column: 0)...ShellFrame.Place(row: place.row, column: .max)
        let range = selection ?? row
        let text = frame.text(from: range.lowerBound, to: range.upperBound)
        stopReading()
        return [.notice(.copied), .program(.copy(text))]
    }

    // MARK: Mouse

    /// What the mouse does over the shell: the program's where it asked for the mouse, else reading and selecting.
    mutating func mouse(_ event: MouseEvent) -> [Request] {
        guard let area, let frame else { return [] }
        let point = Point(x: event.point.x - area.x, y: event.point.y - area.y)
        let isWheel = event.kind == .wheelUp || event.kind == .wheelDown
        let isPrograms = frame.mouse != .none || (isWheel && frame.isAlternate)
        if isPrograms, !isReading, !isSelecting { return send(.mouse(MouseEvent(event.kind, at: point))) }
        let row = firstRow(rows: area.height) + min(max(0, point.y), max(0, area.height - 1))
        let place = ShellFrame.Place(row: row, column: min(max(0, point.x), max(0, area.width - 1)))
        switch event.kind {
        case .press: (anchor, caret, isSelecting) = (nil, place, true)
        case .drag:
            guard isSelecting else { return [] }
            anchor = anchor ?? caret
            caret = place
        case .release:
            defer { isSelecting = false }
            return isSelecting && anchor != nil ? copy() : []
        case .wheelUp: scroll(by: -3)
        case .wheelDown: scroll(by: 3)
        }
        return []
    }
}
