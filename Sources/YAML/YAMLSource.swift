/// The lines of a text, as somebody looks at them who has to mend one. Lines and columns count from 1.
struct YAMLSource {
    private let lines: [[Unicode.Scalar]]

    init(_ text: String) {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            Array(line.unicodeScalars.filter { $0 != "\r" })
        }
    }

    private func line(_ number: Int) -> [Unicode.Scalar] { lines.indices.contains(number - 1) ? lines[number - 1] : [] }

    /// The blanks and tabs that a line begins with.
    func indentation(_ number: Int) -> ArraySlice<Unicode.Scalar> { line(number).prefix { $0 == " " || $0 == "\t" } }

    func scalar(_ number: Int, _ column: Int) -> Unicode.Scalar? {
        let line = line(number)
        return line.indices.contains(column - 1) ? line[column - 1] : nil
    }

    /// Without blanks at the end.
    func length(_ number: Int) -> Int { (line(number).lastIndex { $0 != " " && $0 != "\t" } ?? -1) + 1 }

    /// The first line with content: not blank, not a comment, and not `---`.
    var first: Int? { (1...max(1, lines.count)).first(where: says) }

    /// The nearest line above with content.
    func above(_ number: Int) -> Int? { (1..<max(1, number)).last(where: says) }

    private func says(_ number: Int) -> Bool {
        let rest = line(number).dropFirst(indentation(number).count)
        return !rest.isEmpty && rest.first != "#" && !rest.starts(with: "---".unicodeScalars)
    }

    /// The colon that ends the key of a line; nil where it has no key.
    func firstColon(_ number: Int) -> Int? {
        let line = line(number)
        return line.indices.first { line[$0] == ":" && ($0 + 1 == line.count || line[$0 + 1] == " ") }.map { $0 + 1 }
    }

    /// Whether there are several words ahead of a column.
    func hasBlank(_ number: Int, before column: Int) -> Bool {
        line(number)[(contentColumn(number) - 1)..<max(column - 1, contentColumn(number) - 1)].contains(" ")
    }

    /// Whether a quote is the last sign ahead of a column.
    func endsQuote(_ number: Int, before column: Int) -> Bool {
        let last = line(number).prefix(column - 1).last { $0 != " " }
        return last == "\"" || last == "'"
    }

    /// Whether a line is behind the last one that says something.
    func isBehindAll(_ number: Int) -> Bool { above(lines.count + 1).map { $0 < number } ?? true }

    /// A colon that something follows without a blank; not that of an address.
    func gluedColon(_ number: Int) -> Int? {
        let line = line(number)
        return line.indices.first {
            $0 + 1 < line.count && line[$0] == ":" && !" /".unicodeScalars.contains(line[$0 + 1])
        }
        .map { $0 + 1 }
    }

    /// Where the text of a line begins, behind the `- ` of lists.
    func contentColumn(_ number: Int) -> Int { columns(number).last ?? 1 }

    /// Where the line begins, and where what stands behind each `- ` does.
    private func columns(_ number: Int) -> [Int] {
        let line = line(number)
        var columns = [indentation(number).count + 1]
        while let column = columns.last, column < line.count, line[column - 1] == "-", line[column] == " " {
            let next = line[column...].firstIndex { $0 != " " } ?? line.count
            columns.append(next + 1)
        }
        return columns
    }

    /// The columns in which a line could go on with one above it, from the nearest line up.
    func levels(above number: Int) -> [(line: Int, column: Int)] {
        var levels: [(line: Int, column: Int)] = []
        var next = above(number)
        while let line = next, levels.last?.column != 1 {
            for column in columns(line).reversed() where column < levels.last?.column ?? Int.max {
                levels.append((line, column))
            }
            next = above(line)
        }
        return levels
    }
}
