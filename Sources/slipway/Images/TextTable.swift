/// Columns as docker prints them: as wide as the widest cell, three blanks between, the last one as it is.
struct TextTable {
    let header: [String]
    var rows: [[String]] = []

    func text() -> String {
        let lines = [header] + rows
        let widths = header.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        return lines.map { row in
            row.enumerated().map { column, cell in
                column == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[column] - cell.count + 3)
            }.joined() + "\n"
        }.joined()
    }
}
