/// Aligns text whose columns are separated by tabs, as docker does: a column is three blanks wider than its widest
/// cell, and at least ten characters wide. The text after the last tab of a line belongs to no column.
///
/// A column reaches from the first line that has it to the last that follows without a gap, as in Go's `tabwriter`.
public enum Columns {
    private static let least = 10
    private static let gap = 3

    /// The aligned text. Each line ends with a newline.
    public static func aligned(_ text: String) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        var first = 0
        while first < lines.count {
            first = widen(&lines, from: first, to: lines.count, column: 0)
        }
        return lines.map { $0.joined() }.joined(separator: "\n")
    }

    /// The aligned text within a width. The spare columns are left out, in their order, until the rest fits. If that is
    /// not enough, the widest column between the first and the last, which identify a row, is narrowed. Lines that are
    /// still too long are cut.
    ///
    /// - Parameters:
    ///   - text: its first line has the names of the columns.
    ///   - width: in characters.
    public static func aligned(_ text: String, within width: Int, leavingOut names: [String]) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        func table() -> [Substring] {
            aligned(lines.map { $0.joined(separator: "\t") }.joined(separator: "\n"))
                .split(separator: "\n", omittingEmptySubsequences: false)
        }
        var shown = table()
        for name in names where shown.contains(where: { $0.unicodeScalars.count > width }) {
            guard let column = lines.first?.firstIndex(of: name) else { continue }
            for index in lines.indices where lines[index].indices.contains(column) { lines[index].remove(at: column) }
            shown = table()
        }
        let excess = (shown.map(\.unicodeScalars.count).max() ?? 0) - width
        if excess > 0 {
            narrow(&lines, by: excess)
            shown = table()
        }
        return shown.map { line in
            let scalars = line.unicodeScalars
            return scalars.count <= width ? String(line) : String(scalars.prefix(max(0, width - 1))) + "…"
        }.joined(separator: "\n")
    }

    /// Shortens the cells of the widest column that is neither the first nor the last.
    private static func narrow(_ lines: inout [[String]], by excess: Int) {
        let inner = 1..<max(1, (lines.first?.count ?? 0) - 1)
        let widths = inner.map { column in
            lines.map { $0.indices.contains(column) ? $0[column].unicodeScalars.count : 0 }.max() ?? 0
        }
        guard let most = widths.max(), let place = widths.firstIndex(of: most) else { return }
        let (column, room) = (inner.lowerBound + place, max(least - gap, most - excess))
        for index in lines.indices where lines[index].indices.contains(column) {
            let scalars = lines[index][column].unicodeScalars
            if scalars.count > room { lines[index][column] = String(scalars.prefix(room - 1)) + "…" }
        }
    }

    /// Widens the cells of one block of a column, and then those of the columns right of it. Returns the index of the
    /// first line after the block.
    private static func widen(_ lines: inout [[String]], from start: Int, to end: Int, column: Int) -> Int {
        guard column < lines[start].count - 1 else { return start + 1 }
        var last = start
        while last < end, column < lines[last].count - 1 { last += 1 }
        let block = start..<last
        let width = max(least, (block.map { lines[$0][column].unicodeScalars.count }.max() ?? 0) + gap)
        for line in block {
            let missing = width - lines[line][column].unicodeScalars.count
            lines[line][column] += String(repeating: " ", count: missing)
        }
        var next = start
        while next < last { next = widen(&lines, from: next, to: last, column: column + 1) }
        return last
    }
}
