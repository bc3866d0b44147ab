internal import TerminalUI

extension ShellFrame {
    /// A place in the history and the screen: a row of `rowCount`, and a cell from the left.
    public struct Place: Hashable, Comparable, Sendable {
        public var row: Int
        public var column: Int

        public init(row: Int, column: Int) {
            self.row = row
            self.column = column
        }

        public static func < (left: Place, right: Place) -> Bool { (left.row, left.column) < (right.row, right.column) }
    }

    /// The text from one place to another, both included, as it is copied: lines end where they ended, not where the
    /// screen broke them.
    public func text(from first: Place, to last: Place) -> String {
        let (first, last) = first <= last ? (first, last) : (last, first)
        var text = ""
        for row in max(0, first.row)..<max(max(0, first.row), min(last.row + 1, rowCount)) {
            let start = row == first.row ? first.column : 0
            let end = row == last.row ? last.column : Int.max
            text += self[row].cells(from: start, to: end)
            if row < min(last.row, rowCount - 1), !self[row].isFull { text += "\n" }
        }
        return text
    }

    /// The places where a text begins, oldest first. Case counts only where the text has a capital letter.
    public func places(of text: String) -> [Place] {
        let isExact = text.contains(where: \.isUppercase)
        let wanted = Array(isExact ? text : text.lowercased())
        guard !wanted.isEmpty else { return [] }
        var places: [Place] = []
        for row in 0..<rowCount {
            let shown = self[row].text
            // Most rows can be refused as a whole.
            let characters = Array(isExact ? shown : shown.lowercased())
            guard characters.count >= wanted.count else { continue }
            var column = 0
            for start in 0...(characters.count - wanted.count) {
                if characters[start] == wanted[0], characters[start...].starts(with: wanted) {
                    places.append(Place(row: row, column: column))
                }
                column += CellWidth.of(characters[start])
            }
        }
        return places
    }
}

extension ShellRow {
    /// The characters that stand in these cells, both included.
    func cells(from start: Int, to end: Int) -> String {
        var column = 0
        var text = ""
        for character in self.text {
            let width = CellWidth.of(character)
            if column > end { break }
            if column + width > start { text.append(character) }
            column += width
        }
        return text
    }
}
