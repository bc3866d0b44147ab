/// A Python file by what it says: comments, blank lines, kinds of quotes, the width of the indentation and blanks between
/// signs do not matter.
struct PythonText: Equatable {
    /// A line: how deep it is indented, in steps, and its signs.
    struct Line: Equatable {
        var depth: Int
        var signs: [String]
        /// From 1.
        var number: Int

        static func == (left: Line, right: Line) -> Bool { left.depth == right.depth && left.signs == right.signs }
    }

    let lines: [Line]

    init(_ text: String) {
        var lines: [Line] = []
        var columns = [0]
        for (index, raw) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let signs = Self.signs(raw)
            guard !signs.isEmpty else { continue }
            let column = raw.prefix { $0 == " " || $0 == "\t" }.reduce(0) { $1 == "\t" ? ($0 / 8 + 1) * 8 : $0 + 1 }
            while let last = columns.last, last > column { columns.removeLast() }
            if let last = columns.last, last < column { columns.append(column) }
            lines.append(Line(depth: columns.count - 1, signs: signs, number: index + 1))
        }
        self.lines = lines
    }

    /// The first line that says something else than the wanted file; nil where none does.
    ///
    /// A text that the program returns is the author's own: any will do. So are the names that it defines.
    func difference(from wanted: PythonText) -> (found: Line?, wanted: Line?)? {
        let (names, others) = (PythonNames(lines.map(\.signs)), PythonNames(wanted.lines.map(\.signs)))
        for index in 0..<max(lines.count, wanted.lines.count) {
            let own = lines.indices.contains(index) ? lines[index] : nil
            let other = wanted.lines.indices.contains(index) ? wanted.lines[index] : nil
            guard let own, let other, own.depth == other.depth,
                names.plain(Self.free(own.signs)) == others.plain(Self.free(other.signs))
            else {
                return (own, other)
            }
        }
        return nil
    }

    /// How the file indents its lines of a depth; nil where it has none of it.
    func indentation(ofDepth depth: Int, in text: [String]) -> String? {
        guard let line = lines.first(where: { $0.depth == depth }), text.indices.contains(line.number - 1) else {
            return nil
        }
        return String(text[line.number - 1].prefix { $0 == " " || $0 == "\t" })
    }

    private static func free(_ signs: [String]) -> [String] {
        guard signs.count == 2, signs[0] == "return", signs[1].hasPrefix("\""), signs[1].count > 2 else { return signs }
        return ["return", "\"…\""]
    }

    /// Names, numbers, texts with double quotes, and single signs; a comment is none.
    private static func signs(_ line: Substring) -> [String] {
        var signs: [String] = []
        var rest = line[...]
        while let first = rest.first {
            if first.isWhitespace {
                rest = rest.dropFirst()
            } else if first == "#" {
                break
            } else if first == "\"" || first == "'" {
                let text = rest.dropFirst().prefix { $0 != first }
                signs.append("\"\(text)\"")
                rest = rest.dropFirst(min(rest.count, text.count + 2))
            } else if first.isLetter || first.isNumber || first == "_" {
                let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
                signs.append(String(word))
                rest = rest.dropFirst(word.count)
            } else {
                signs.append(String(first))
                rest = rest.dropFirst()
            }
        }
        // A comma behind the last argument says nothing.
        return signs.enumerated().filter { index, sign in
            !(sign == "," && signs.indices.contains(index + 1) && [")", "]"].contains(signs[index + 1]))
        }.map(\.element)
    }
}
