internal import TerminalUI

/// A row of the emulator's screen. Columns outside of it are left alone, and a wide character that loses one half loses
/// the other as well.
struct ScreenRow {
    private(set) var cells: [ScreenCell]
    /// From here on all cells are blank and plain, so that clearing an empty row costs nothing.
    private(set) var extent = 0
    /// Characters with marks on them.
    private(set) var clusters: [MarkedCharacter] = []

    init(width: Int) { cells = Array(repeating: .blank(), count: max(0, width)) }

    // MARK: Writing

    /// Writes printable ASCII from a column on, as far as the row goes.
    mutating func write(_ bytes: UnsafeRawBufferPointer, at column: Int, _ style: CellStyle) {
        let end = min(column + bytes.count, cells.count)
        guard column >= 0, column < end else { return }
        part(at: column)
        part(at: end)
        cells.withUnsafeMutableBufferPointer { cells in
            for place in column..<end { cells[place] = ScreenCell(UInt32(bytes[place - column]), style) }
        }
        extent = max(extent, end)
    }

    /// Writes a character that takes one or two cells, where it fits.
    mutating func write(_ scalar: Unicode.Scalar, width: Int, at column: Int, _ style: CellStyle) {
        let end = column + width
        guard column >= 0, (1...2).contains(width), end <= cells.count else { return }
        part(at: column)
        part(at: end)
        cells[column] = ScreenCell(scalar.value, style, width: UInt8(width))
        if width == 2 { cells[column + 1] = .rightHalf(style) }
        extent = max(extent, end)
    }

    /// Puts a mark on the character that stands at a column. More than a terminal shows are left out.
    mutating func mark(_ scalar: Unicode.Scalar, at column: Int) {
        guard cells.indices.contains(column) else { return }
        let place = cells[column].isRightHalf && column > 0 ? column - 1 : column
        if let number = cells[place].clusterNumber { return clusters[number].add(scalar) }
        if clusters.count > 2 * cells.count { forgetUnused() }
        var character = MarkedCharacter(cells[place].scalar)
        character.add(scalar)
        cells[place].content = ScreenCell.cluster | UInt32(clusters.count)
        clusters.append(character)
        extent = max(extent, place + 1)
    }

    private mutating func forgetUnused() {
        var kept: [MarkedCharacter] = []
        for place in cells.indices {
            guard let number = cells[place].clusterNumber else { continue }
            cells[place].content = ScreenCell.cluster | UInt32(kept.count)
            kept.append(clusters[number])
        }
        clusters = kept
    }

    /// Blanks a wide character whose halves lie on both sides of a column's left edge.
    private mutating func part(at column: Int) {
        guard column > 0, column < cells.count, cells[column].isRightHalf else { return }
        cells[column - 1] = .blank(cells[column - 1].style)
        cells[column] = .blank(cells[column].style)
    }

    // MARK: Erasing, inserting, deleting

    /// Makes cells blank.
    mutating func erase(_ columns: Range<Int>, _ style: CellStyle = .plain) {
        let columns = columns.clamped(to: cells.indices)
        guard !columns.isEmpty else { return }
        part(at: columns.lowerBound)
        part(at: columns.upperBound)
        let isPlain = style == .plain
        let end = isPlain ? min(columns.upperBound, extent) : columns.upperBound
        for place in columns.lowerBound..<max(columns.lowerBound, end) { cells[place] = .blank(style) }
        if !isPlain {
            extent = max(extent, columns.upperBound)
        } else if columns.upperBound >= extent {
            extent = min(extent, columns.lowerBound)
        }
        if extent == 0 { clusters = [] }
    }

    /// Moves what stands from a column on to the right; what leaves the row is lost.
    mutating func insertBlanks(_ count: Int, at column: Int, _ style: CellStyle) {
        guard cells.indices.contains(column), count > 0 else { return }
        let count = min(count, cells.count - column)
        part(at: column)
        part(at: cells.count - count)
        cells.removeLast(count)
        cells.insert(contentsOf: repeatElement(.blank(style), count: count), at: column)
        extent = cells.count
    }

    /// Removes cells; what stands right of them moves to the left.
    mutating func delete(_ count: Int, at column: Int, _ style: CellStyle) {
        guard cells.indices.contains(column), count > 0 else { return }
        let count = min(count, cells.count - column)
        part(at: column)
        part(at: column + count)
        cells.removeSubrange(column..<(column + count))
        cells.append(contentsOf: repeatElement(.blank(style), count: count))
        if style != .plain { extent = cells.count }
    }

    /// Cuts the row, or adds blanks at its end.
    mutating func setWidth(_ width: Int) {
        if width < cells.count {
            part(at: width)
            cells.removeLast(cells.count - max(0, width))
            extent = min(extent, cells.count)
        } else {
            cells.append(contentsOf: repeatElement(.blank(), count: width - cells.count))
        }
    }
}
