/// The command palette: a search over actions.
public struct Palette: Equatable, Sendable {
    public var query = ""
    /// Position in what the search found.
    public var selection = 0

    public init() {}

    /// The actions whose titles hold the query's words, then those that hold its letters in order, best first.
    ///
    /// - Parameter steps: the titles of the lesson's steps, for "go to step 4" and for words of a title.
    public func matches(in actions: [Action], steps: [String] = []) -> [Action] {
        let numbered = step(of: steps.count)
        var scored = actions.enumerated().compactMap { index, action in
            Self.score(query, in: KeyTable.title(action)).map { (score: $0, index: index, action: action) }
        }
        for (index, title) in steps.enumerated() where numbered != .lab(.goToStep(index + 1)) {
            guard let score = scoreOfStep(index + 1, title) else { continue }
            scored.append((score, actions.count + index, .lab(.goToStep(index + 1))))
        }
        return [numbered].compactMap(\.self)
            + scored.sorted { ($0.score, $0.index) < ($1.score, $1.index) }.map(\.action)
    }

    /// The step that the query names by its number.
    private func step(of count: Int) -> Action? {
        guard let number = Int(query.filter(\.isNumber)), (1...max(1, count)).contains(number), count > 0 else {
            return nil
        }
        let words = query.filter { !$0.isNumber }
        return Self.score(words, in: "go to step") == nil ? nil : .lab(.goToStep(number))
    }

    /// How well the query's words fit a step's title; nil where none of them is of the title, so that "go" does not bring
    /// every step.
    private func scoreOfStep(_ number: Int, _ title: String) -> Int? {
        let plain = String(title.map { $0.isLetter || $0.isNumber ? $0 : " " })
        let words = query.split(separator: " ").map(String.init)
        guard words.contains(where: { Self.wordScore($0, in: plain) != nil }) else { return nil }
        return Self.wordScore(query, in: "go to step \(number) \(plain)")
    }

    /// How badly the title fits; small is better, nil where the letters are not all there.
    static func score(_ query: String, in title: String) -> Int? {
        wordScore(query, in: title) ?? letterScore(query, in: title).map { $0 + 1_000 }
    }

    /// Each word of the query begins a word of the title; whole words are best. Where in the title a word stands says
    /// little: what is needed most stands first in the table of keys.
    private static func wordScore(_ query: String, in title: String) -> Int? {
        let words = title.lowercased().split { $0 == " " || $0 == "," }
        var score = 0
        for part in query.lowercased().split(separator: " ") {
            if words.contains(part) { continue }
            guard words.contains(where: { $0.hasPrefix(part) }) else { return nil }
            score += 100
        }
        return score
    }

    /// How far apart the letters lie.
    private static func letterScore(_ query: String, in title: String) -> Int? {
        var score = 0
        var gap = 0
        var isWordStart = true
        var letters = query.lowercased().filter { $0 != " " }[...]
        for character in title.lowercased() {
            guard let wanted = letters.first else { break }
            if character == wanted {
                letters.removeFirst()
                score += isWordStart ? 0 : gap + 1
                gap = 0
            } else {
                gap += 1
            }
            isWordStart = character == " "
        }
        return letters.isEmpty ? score : nil
    }
}
