import DockerfileSyntax

/// An instruction as a lesson names it, `COPY requirements.txt .`, compared by what it says: exec form and shell form,
/// `./x` and `x`, `dir/` and `dir` are the same.
struct InstructionWords {
    let keyword: String
    let words: [String]
    /// As the lesson writes it.
    let text: String

    init(_ keyword: String, _ argument: String?) {
        self.keyword = keyword
        words = Self.split(argument ?? "")
        text = argument.map { "\(keyword) \($0)" } ?? keyword
    }

    init(_ line: String) {
        let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
        self.init(parts.first?.uppercased() ?? "", parts.count > 1 ? parts[1] : nil)
    }

    /// Whether the statement has the keyword, and these words one after the other.
    func matches(_ statement: Statement) -> Bool {
        guard statement.kind?.rawValue == keyword else { return false }
        let found = (statement.flags + statement.arguments).flatMap { Self.split($0.value) }
        guard !words.isEmpty else { return true }
        guard found.count >= words.count else { return false }
        return (0...(found.count - words.count)).contains { found[$0...].starts(with: words) }
    }

    private static func split(_ text: String) -> [String] {
        text.split { $0.isWhitespace || $0 == "=" || $0 == "," || $0 == "[" || $0 == "]" }.map { word in
            var rest = word.filter { $0 != "\"" && $0 != "'" }[...]
            if rest.hasPrefix("./"), rest.count > 2 { rest = rest.dropFirst(2) }
            if rest.hasSuffix("/"), rest.count > 1 { rest = rest.dropLast() }
            return String(rest)
        }
    }
}
