internal import TerminalUI

/// Rows, a caret and a region that scrolls. The caret and the region always lie inside.
struct Screen {
    /// The state that `ESC 7` keeps.
    struct SavedPlace {
        var caret = Point(x: 0, y: 0)
        var isWrapPending = false
        var pen = CellStyle.plain
        var characters = CharacterSets()
        var isRelative = false
    }

    private(set) var size: Size
    private(set) var rows: [ScreenRow]
    private(set) var caret = Point(x: 0, y: 0)
    /// The last column was written: the next character goes to the next row.
    var isWrapPending = false
    /// The rows that scroll.
    private(set) var region: Range<Int>
    var saved = SavedPlace()
    /// Rows that changed since somebody looked.
    private(set) var dirty: Range<Int>

    /// At least one row of one column.
    init(_ size: Size) {
        self.size = Size(width: max(1, size.width), height: max(1, size.height))
        rows = Array(repeating: ScreenRow(width: self.size.width), count: self.size.height)
        region = 0..<self.size.height
        dirty = region
    }

    // MARK: Caret and region

    mutating func move(x: Int, y: Int) {
        caret = Point(x: min(max(0, x), size.width - 1), y: min(max(0, y), size.height - 1))
        isWrapPending = false
    }

    /// Moves up or down by that many rows, as far as the region goes for a caret that is in it.
    mutating func moveRows(_ count: Int) {
        let lowest = caret.y < region.upperBound ? region.upperBound - 1 : size.height - 1
        let highest = caret.y >= region.lowerBound ? region.lowerBound : 0
        move(x: caret.x, y: min(max(highest, caret.y + count), lowest))
    }

    /// - Returns: false if the region would have fewer than two rows.
    mutating func setRegion(_ wanted: Range<Int>) -> Bool {
        let rows = wanted.clamped(to: 0..<size.height)
        guard rows.count >= 2 || rows.count == size.height else { return false }
        region = rows
        return true
    }

    // MARK: Rows

    /// Changes the caret's row.
    mutating func edit(_ change: (inout ScreenRow) -> Void) { edit(caret.y, change) }

    mutating func edit(_ row: Int, _ change: (inout ScreenRow) -> Void) {
        guard rows.indices.contains(row) else { return }
        change(&rows[row])
        touch(row..<(row + 1))
    }

    mutating func touch(_ changed: Range<Int>) {
        dirty =
            dirty.isEmpty
            ? changed
            : min(dirty.lowerBound, changed.lowerBound)..<max(dirty.upperBound, changed.upperBound)
    }

    mutating func touchAll() { touch(0..<size.height) }

    /// The rows that changed since the last call.
    mutating func takeDirty() -> Range<Int> {
        defer { dirty = 0..<0 }
        return dirty.clamped(to: 0..<size.height)
    }

    mutating func erase(rows wanted: Range<Int>, _ style: CellStyle) {
        let columns = 0..<size.width
        for row in wanted.clamped(to: rows.indices) { edit(row) { $0.erase(columns, style) } }
    }

    /// Moves rows up: blank ones come in below.
    mutating func scrollUp(_ count: Int, in wanted: Range<Int>, _ style: CellStyle) {
        scroll(count, in: wanted, style) { ($0.lowerBound, $0.upperBound - 1) }
    }

    /// Moves rows down: blank ones come in above.
    mutating func scrollDown(_ count: Int, in wanted: Range<Int>, _ style: CellStyle) {
        scroll(count, in: wanted, style) { ($0.upperBound - 1, $0.lowerBound) }
    }

    private mutating func scroll(
        _ count: Int, in wanted: Range<Int>, _ style: CellStyle, _ ends: (Range<Int>) -> (from: Int, to: Int)
    ) {
        let area = wanted.clamped(to: rows.indices)
        guard !area.isEmpty, count > 0 else { return }
        let (from, to) = ends(area)
        for _ in 0..<min(count, area.count) {
            var row = rows.remove(at: from)
            row.erase(0..<size.width, style)
            rows.insert(row, at: to)
        }
        touch(area)
    }

    // MARK: Size

    mutating func setWidth(_ width: Int) {
        size = Size(width: max(1, width), height: size.height)
        for row in rows.indices { rows[row].setWidth(size.width) }
        // A saved place that the cut takes away moves to the start of its line.
        if saved.caret.x >= size.width { saved.caret.x = 0 }
        move(x: caret.x, y: caret.y)
        touchAll()
    }

    /// Takes one row away: the last, where the caret stands above it, else the first.
    /// - Returns: the row that left at the top.
    mutating func removeRow() -> ScreenRow? {
        guard size.height > 1 else { return nil }
        let isLast = caret.y < size.height - 1
        let row = isLast ? rows.removeLast() : rows.removeFirst()
        changedHeight(caretBy: isLast ? 0 : -1)
        return isLast ? nil : row
    }

    /// Adds a row: at the top one that had scrolled away, or otherwise a blank one at the bottom.
    mutating func addRow(_ above: ScreenRow?) {
        if let above { rows.insert(above, at: 0) } else { rows.append(ScreenRow(width: size.width)) }
        changedHeight(caretBy: above == nil ? 0 : 1)
    }

    private mutating func changedHeight(caretBy rows: Int) {
        size = Size(width: size.width, height: self.rows.count)
        region = 0..<size.height
        saved.caret.y = min(max(0, saved.caret.y + rows), size.height - 1)
        move(x: caret.x, y: caret.y + rows)
        touchAll()
    }
}
