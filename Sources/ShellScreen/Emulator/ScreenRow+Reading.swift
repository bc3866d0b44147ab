internal import TerminalUI

extension ScreenRow {
    /// The row as everybody else reads it. A flood passes through here row by row, so plain ASCII goes the short way.
    var reading: ShellRow {
        let end = cells[..<extent].lastIndex { !$0.isPlainBlank }.map { $0 + 1 } ?? 0
        guard end > 0 else { return ShellRow() }
        let isFull = end == cells.count
        if let text = asciiText(end) { return ShellRow([ShellRow.Run(text, cells[0].style.style)], isFull: isFull) }
        return ShellRow(runs(end), isFull: isFull)
    }

    /// The text up to a column where it is ASCII in one style.
    private func asciiText(_ end: Int) -> String? {
        cells.withUnsafeBufferPointer { cells in
            let style = cells[0].style
            for cell in cells[..<end] where cell.content >= 0x7F || cell.width != 1 || cell.style != style {
                return nil
            }
            return String(unsafeUninitializedCapacity: end) { bytes in
                for place in 0..<end { bytes[place] = UInt8(truncatingIfNeeded: max(0x20, cells[place].content)) }
                return end
            }
        }
    }

    private func runs(_ end: Int) -> [ShellRow.Run] {
        var runs: [ShellRow.Run] = []
        var text: [UInt8] = []
        text.reserveCapacity(end)
        var style = cells[0].style
        for cell in cells[..<end] where !cell.isRightHalf {
            if cell.style != style {
                runs.append(ShellRow.Run(String(decoding: text, as: UTF8.self), style.style))
                text.removeAll(keepingCapacity: true)
                style = cell.style
            }
            append(cell, to: &text)
        }
        runs.append(ShellRow.Run(String(decoding: text, as: UTF8.self), style.style))
        return runs
    }

    private func append(_ cell: ScreenCell, to text: inout [UInt8]) {
        if let number = cell.clusterNumber {
            clusters[number].forEach { text.append(contentsOf: UTF8.encode($0) ?? .init()) }
        } else if cell.content < 0x7F {
            text.append(UInt8(truncatingIfNeeded: max(0x20, cell.content)))
        } else {
            text.append(contentsOf: UTF8.encode(cell.scalar) ?? .init())
        }
    }

    /// A row that was read before, back on a screen of that width.
    init(_ row: ShellRow, width: Int) {
        self.init(width: width)
        var column = 0
        for run in row.runs {
            let style = CellStyle(run.style)
            for scalar in run.text.unicodeScalars {
                let own = CellWidth.of(scalar)
                if own == 0 {
                    mark(scalar, at: column - 1)
                } else {
                    write(scalar, width: own, at: column, style)
                    column += own
                }
            }
        }
    }
}
