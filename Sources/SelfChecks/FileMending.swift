import Matching

/// Which line of a text file was meant to be a line of the solution, and how it is to be.
struct FileMending {
    let path: String
    /// The file's lines and the solution's, without white space at their ends.
    let own: [String]
    let wanted: [String]

    /// The change that brings a line of the solution in: of the line that is most like it, else a new one at the end.
    /// - Parameter isIt: finds the line in the solution; nil is the answer where that has none.
    func mend(bringing isIt: (String) -> Bool) -> Mend? {
        guard let line = wanted.first(where: isIt) else { return nil }
        guard let near = nearest(to: line) else { return Mend(path, .insert(line, below: own.count)) }
        return Mend(path, .replace(near + 1...near + 1, old: own[near], new: line))
    }

    /// The line that shares a word with it, and is not another line of the solution.
    private func nearest(to line: String) -> Int? {
        let words = Self.words(line)
        let others = Set(wanted.filter { $0 != line })
        let ranked = own.indices.filter { !others.contains(own[$0]) }.map { index in
            let typed = Self.words(own[index])
            let near = words.count { typed.contains($0) || Spelling.nearest(to: $0, among: typed) != nil }
            return (index: index, near: near)
        }
        guard let best = ranked.max(by: { $0.near < $1.near }), best.near > 0 else { return nil }
        return best.index
    }

    /// Words of two letters and more: numbers say little.
    private static func words(_ line: String) -> Set<String> {
        Set(line.lowercased().split { !$0.isLetter }.map(String.init).filter { $0.count > 1 })
    }

    /// The change of the first line that is another than the solution's.
    ///
    /// - Parameters:
    ///   - line: from 0, in both.
    ///   - indentation: in place of the solution's own; nil for that.
    func mend(line: Int, in other: Int, indentation: String? = nil) -> Mend {
        guard wanted.indices.contains(other) else {
            return Mend(path, .remove(line + 1...line + 1))
        }
        let text = wanted[other]
        let new = indentation.map { $0 + text.drop { $0 == " " || $0 == "\t" } } ?? text
        guard own.indices.contains(line) else {
            return Mend(path, .insert(text.isEmpty ? withNextText(from: other) : new, below: own.count))
        }
        if text.isEmpty { return Mend(path, .insert("", below: line)) }
        if own[line].isEmpty { return Mend(path, .remove(line + 1...line + 1)) }
        return Mend(path, .replace(line + 1...line + 1, old: own[line], new: new))
    }

    /// The blank lines of the solution from there, and the line of text below them: blank lines at a file's end would
    /// not count.
    private func withNextText(from line: Int) -> String {
        let end = wanted[line...].firstIndex { !$0.isEmpty } ?? line
        return wanted[line...end].joined(separator: "\n")
    }
}
