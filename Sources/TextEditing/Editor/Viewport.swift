/// The part of the text that a pane shows.
public struct Viewport: Hashable, Sendable {
    /// The first line shown.
    public var top = LineIndex(0)
    /// The first cell column shown.
    public var left = CellColumn(0)
    /// Lines and cells that the pane has for text; 0 is a pane too small to show any.
    public var rows: Int
    public var columns: Int

    public init(rows: Int = 24, columns: Int = 80) {
        self.rows = rows
        self.columns = columns
    }

    /// The lines shown, of a text with so many.
    public func lines(of count: Int) -> Range<Int> {
        let top = max(0, min(top.value, count))
        return top..<max(top, min(count, top + max(0, rows)))
    }

    /// Scrolls as little as makes a place visible, with a few lines and cells around it where there is room.
    mutating func reveal(line: LineIndex, column: CellColumn, lineCount: Int) {
        let margin = max(0, min(2, (rows - 1) / 2))
        let lowest = max(0, line.value + margin - max(rows, 1) + 1)
        top = LineIndex(max(min(top.value, max(0, line.value - margin)), min(lowest, max(0, lineCount - rows))))
        if line.value >= top.value + rows, rows > 0 { top = LineIndex(line.value - rows + 1) }
        let side = max(0, min(4, (columns - 1) / 2))
        if column.value < left.value + side { left = CellColumn(max(0, column.value - side)) }
        if column.value + side >= left.value + columns { left = CellColumn(max(0, column.value + side - columns + 1)) }
        if column.value < columns - side { left = CellColumn(0) }
    }

    mutating func scroll(lines: Int, lineCount: Int) {
        top = LineIndex(max(0, min(top.value + lines, max(0, lineCount - 1))))
    }
}
