/// The command palette: a search over actions.
public struct Palette: Equatable, Sendable {
    public var query = ""
    /// Position in what the search found.
    public var selection = 0

    public init() {}

    /// The actions whose titles have words that the query's words are or begin, then those with the query's words inside
    /// of other words, then those that hold its letters in order, best first.
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
        guard words.contains(where: { Self.nearScore($0, in: plain) != nil }) else { return nil }
        return Self.nearScore(query, in: "go to step \(number) \(plain)")
    }

    /// How badly the title fits; small is better, nil where the letters are not all there.
    static func score(_ query: String, in title: String) -> Int? {
        nearScore(query, in: title) ?? letterScore(query, in: title).map { $0 + 100_000 }
    }

    /// Letters that stand together: as words or their beginnings, else inside of words.
    private static func nearScore(_ query: String, in title: String) -> Int? {
        wordScore(query, in: title) ?? partScore(query, in: title)
    }

    /// Each word of the query stands somewhere in the title. Fewer than three letters are inside of too many words.
    private static func partScore(_ query: String, in title: String) -> Int? {
        let title = title.lowercased()
        let isThere = query.lowercased().split(separator: " ").allSatisfy { part in
            wordScore(String(part), in: title) != nil || (part.count > 2 && title.contains(part))
        }
        return isThere ? 10_000 : nil
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

    /// How far apart the letters lie. Three letters or more have to begin words, or to go on in the word of the letter
    /// before: else nearly any word is scattered over some title, whose action Enter would perform.
    private static func letterScore(_ query: String, in title: String) -> Int? {
        let letters = query.lowercased().filter { $0 != " " }
        let title = title.lowercased()
        if letters.count > 2 { return initialScore(letters[...], in: title.split { $0 == " " || $0 == "," }[...]) }
        return scatteredScore(letters[...], in: title)
    }

    private static func initialScore(_ letters: Substring, in words: ArraySlice<Substring>) -> Int? {
        guard !letters.isEmpty else { return 0 }
        for index in words.indices {
            // As many letters in one word as it has, before the next word is asked for them.
            for (place, score) in gaps(letters, in: words[index]).enumerated().reversed() {
                let left = letters.dropFirst(place + 1)
                if let rest = initialScore(left, in: words[(index + 1)...]) { return score + rest }
            }
        }
        return nil
    }

    /// How far apart the first letter, the first two, and so on lie in a word that begins with the first.
    private static func gaps(_ letters: Substring, in word: Substring) -> [Int] {
        guard let first = letters.first, word.first == first else { return [] }
        var scores = [0]
        var (left, gap) = (letters.dropFirst(), 0)
        for character in word.dropFirst() {
            gap += 1
            guard character == left.first else { continue }
            scores.append((scores.last ?? 0) + gap)
            left.removeFirst()
            gap = 0
        }
        return scores
    }

    private static func scatteredScore(_ wanted: Substring, in title: String) -> Int? {
        var score = 0
        var gap = 0
        var isWordStart = true
        var letters = wanted
        for character in title {
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
