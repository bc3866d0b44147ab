extension LabModel {
    /// Moves the selection of a list, or the page of a reading pane.
    mutating func onScroll(_ action: Action) -> Bool {
        let page = max(1, (map.extents[layout.focus]?.visible ?? 10) - 1)
        switch action {
        case .lineUp: move(by: -1)
        case .lineDown: move(by: 1)
        case .pageUp: leap(by: -page)
        case .pageDown: leap(by: page)
        case .toTop: leap(by: -Int.max / 2)
        case .toBottom: leap(by: Int.max / 2)
        default: return false
        }
        return true
    }

    /// A step in a list moves its selection and keeps it in sight; elsewhere the page moves.
    private mutating func move(by rows: Int) {
        let pane = layout.focus
        guard let starts = map.listRows[pane], !starts.isEmpty else { return scroll(pane, by: rows) }
        let index = min(max(0, (selected[pane] ?? 0) + rows), starts.count - 1)
        selected[pane] = index
        // The containers' list keeps its selection in sight itself; what scrolls there is the log.
        if pane == .containers { offsets[pane] = nil } else { reveal(pane, row: starts[index]) }
    }

    /// Many rows at once: where every row is an entry, the selection goes along.
    private mutating func leap(by rows: Int) {
        if layout.focus == .layers || layout.focus == .images { move(by: rows) } else { scroll(layout.focus, by: rows) }
    }

    mutating func reveal(_ pane: Pane, row: Int) {
        guard let extent = map.extents[pane] else { return }
        let offset = offset(of: pane)
        if row < offset {
            setOffset(of: pane, row)
        } else if row >= offset + extent.visible {
            setOffset(of: pane, row - extent.visible + 1)
        }
    }

    mutating func scroll(_ pane: Pane, by rows: Int) {
        guard let extent = map.extents[pane] else { return }
        let offset = min(max(0, offset(of: pane).addingReportingOverflow(rows).partialValue), extent.lastOffset)
        setOffset(of: pane, offset)
    }

    private func offset(of pane: Pane) -> Int {
        let last = map.extents[pane]?.lastOffset ?? 0
        let wanted =
            switch pane {
            case .build: buildOffset ?? map.extents[.build]?.offset ?? last
            case .containers: offsets[pane] ?? last
            default: offsets[pane] ?? 0
            }
        return min(max(0, wanted), last)
    }

    /// The build pane follows the build again once it is scrolled to its end, and so does a container's log.
    private mutating func setOffset(of pane: Pane, _ offset: Int) {
        let isAtEnd = offset >= (map.extents[pane]?.lastOffset ?? 0)
        guard pane == .build else {
            offsets[pane] = pane == .containers && isAtEnd ? nil : offset
            return
        }
        buildOffset = isAtEnd && build?.isRunning == true ? nil : offset
    }

    /// Opens or folds what the selected row holds.
    mutating func openRow() -> [Effect] {
        switch layout.focus {
        case .build:
            let row = selected[.build] ?? 0
            guard let steps = build?.steps, steps.indices.contains(row) else { return [] }
            build?.steps[row].isOpened = !steps[row].showsLog
            return []
        case .layers: return openLayerRow()
        case .images: return perform(.inspectImage)
        case .containers: return perform(.showPage)
        case .lesson, .editor, .shell: return []
        }
    }
}
