/// The command palette: a search over actions.
public struct Palette: Equatable, Sendable {
    public var query = ""
    /// Position in what the search found.
    public var selection = 0

    public init() {}

    /// The actions whose titles hold the query's letters in order, best first.
    public func matches(in actions: [Action]) -> [Action] {
        let scored = actions.enumerated().compactMap { index, action in
            Self.score(query, in: KeyTable.title(action)).map { (score: $0, index: index, action: action) }
        }
        return scored.sorted { ($0.score, $0.index) < ($1.score, $1.index) }.map(\.action)
    }

    /// How far apart the letters lie; small is better, nil where they are not all there.
    static func score(_ query: String, in title: String) -> Int? {
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
