/// What comments say is to be left alone: `# hadolint ignore=A,B` and `# check=skip=A,B` above an instruction,
/// `# hadolint global ignore=A,B` anywhere.
struct IgnoreComments {
    private var everywhere = CheckOptions.Selection.some([])
    /// The rules that leave a line alone, by the line, from 1; lines of which no comment speaks are not among them.
    private var byLine: [Int: CheckOptions.Selection] = [:]

    init(_ dockerfile: Dockerfile) {
        for comment in dockerfile.comments {
            let text = comment.value.drop { $0 == "#" }
            guard let names = Self.names(in: text, after: ["hadolint", "global", "ignore"]) else { continue }
            everywhere = everywhere.union(names)
        }
        for statement in dockerfile.statements where !statement.description.isEmpty {
            let named = statement.description.compactMap { Self.names(in: $0.value[...]) }
            guard let first = named.first else { continue }
            let all = named.dropFirst().reduce(first) { $0.union($1) }
            for line in statement.firstLine...statement.lastLine { byLine[line] = all }
        }
    }

    /// The shell that a comment above an instruction says its stage has from there on: `# hadolint shell=powershell`.
    static func shell(aboveStatement statement: Statement) -> String? {
        statement.description.compactMap { value(in: $0.value[...], after: ["hadolint", "shell"]) }.last.map {
            String($0.drop { " \t".contains($0) }.prefix { !$0.isWhitespace })
        }
    }

    /// Whether a rule is to be left alone in a line.
    func covers(_ rule: String, line: Int) -> Bool {
        everywhere.contains(rule) || byLine[line]?.contains(rule) == true
    }

    private static func names(in comment: Substring) -> CheckOptions.Selection? {
        names(in: comment, after: ["hadolint", "ignore"])
            ?? value(in: comment, after: ["check"]).map { CheckOptions(String($0)).skipped }
    }

    /// The names behind words and `=`; nil for another comment. hadolint takes blanks around `=` and `,`, and what
    /// stands behind the last name is the reason.
    private static func names(in comment: Substring, after words: [String]) -> CheckOptions.Selection? {
        guard let value = value(in: comment, after: words) else { return nil }
        var names: Set<String> = []
        var rest = value
        repeat {
            rest = rest.drop { ", \t".contains($0) }
            let name = rest.prefix { $0.isLetter || $0.isNumber }
            names.insert(name.lowercased())
            rest = rest.dropFirst(name.count).drop { " \t".contains($0) }
        } while rest.first == ","
        return .some(names)
    }

    private static func value(in comment: Substring, after words: [String]) -> Substring? {
        guard let equals = comment.firstIndex(of: "="),
            comment[..<equals].lowercased().split(whereSeparator: \.isWhitespace).elementsEqual(words, by: { $0 == $1 })
        else { return nil }
        return comment[comment.index(after: equals)...]
    }
}
