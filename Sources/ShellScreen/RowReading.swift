internal import CVTerm
internal import TerminalUI

/// Makes a row of libvterm's cells. A flood passes through here cell by cell, so ASCII goes the short way.
struct RowReading {
    private var runs: [ShellRow.Run] = []
    private var text: [UInt8] = []
    private var style = Style.plain
    /// The style as libvterm has it, to see cheaply that it is the same.
    private var rawStyle: RawStyle?

    static func row(_ cells: UnsafeBufferPointer<VTermScreenCell>) -> ShellRow {
        let end = cells.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? 0
        guard end > 0 else { return ShellRow() }
        var reading = RowReading()
        reading.text.reserveCapacity(end)
        var column = 0
        while column < end { column += reading.read(cells, column) }
        reading.endRun()
        return ShellRow(reading.runs, isFull: end == cells.count)
    }

    /// A blank that nothing was written on, or plain spaces.
    private static func isBlank(_ cell: VTermScreenCell) -> Bool {
        (cell.chars.0 == 0 || (cell.chars.0 == 0x20 && cell.chars.1 == 0)) && ScreenCell.style(of: cell) == .plain
    }

    /// Reads the cell at a column.
    /// - Returns: the columns that it takes.
    private mutating func read(_ cells: UnsafeBufferPointer<VTermScreenCell>, _ column: Int) -> Int {
        take(RawStyle(cells, column)) { ScreenCell.style(of: cells[column]) }
        let value = cells[column].chars.0
        // What is behind the end of the characters is left over from another cell.
        if value < 0x7F, value == 0 || cells[column].chars.1 == 0, cells[column].width == 1 {
            text.append(value < 0x20 ? 0x20 : UInt8(value))
            return 1
        }
        let isNextBlank = column + 1 < cells.count && cells[column + 1].chars.0 == 0
        let glyph = ScreenCell.glyph(of: cells[column], isNextBlank: isNextBlank)
        text.append(contentsOf: glyph.text.utf8)
        return glyph.width
    }

    private mutating func take(_ raw: RawStyle, _ styled: () -> Style) {
        guard raw != rawStyle else { return }
        rawStyle = raw
        let next = styled()
        if next != style { endRun() }
        style = next
    }

    private mutating func endRun() {
        if !text.isEmpty { runs.append(ShellRow.Run(String(decoding: text, as: UTF8.self), style)) }
        text.removeAll(keepingCapacity: true)
    }
}

/// The bytes of a cell's attributes and colours.
private struct RawStyle: Equatable {
    var attributes: UInt32
    var foreground: UInt32
    var background: UInt32

    private static let attributesAt = MemoryLayout<VTermScreenCell>.offset(of: \.attrs) ?? 0
    private static let foregroundAt = MemoryLayout<VTermScreenCell>.offset(of: \.fg) ?? 0
    private static let backgroundAt = MemoryLayout<VTermScreenCell>.offset(of: \.bg) ?? 0

    init(_ cells: UnsafeBufferPointer<VTermScreenCell>, _ column: Int) {
        let cell = UnsafeRawBufferPointer(
            rebasing: UnsafeRawBufferPointer(cells)[(column * MemoryLayout<VTermScreenCell>.stride)...])
        attributes = cell.loadUnaligned(fromByteOffset: Self.attributesAt, as: UInt32.self)
        foreground = cell.loadUnaligned(fromByteOffset: Self.foregroundAt, as: UInt32.self)
        background = cell.loadUnaligned(fromByteOffset: Self.backgroundAt, as: UInt32.self)
    }
}
