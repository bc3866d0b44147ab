import Printing

/// Columns as docker prints them: as wide as the widest cell, three blanks between, the last one as it is.
struct TextTable {
    let header: [String]
    var rows: [[String]] = []

    func text() -> PrintableText {
        let lines = ([header] + rows).map { $0.map { PrintableText(line: $0) } }
        let widths = header.indices.map { column in lines.map { $0[column].text.count }.max() ?? 0 }
        return lines.map { row in
            row.enumerated().map { column, cell in
                let gap = column == row.count - 1 ? 0 : widths[column] - cell.text.count + 3
                return cell + PrintableText(line: String(repeating: " ", count: gap))
            }.joined() + "\n"
        }.joined()
    }
}
