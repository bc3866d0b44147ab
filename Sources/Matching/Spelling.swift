/// Finds what somebody meant to type.
public enum Spelling {
    /// The candidate that is nearest to a word, where one is near enough to be meant; case does not count.
    public static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
        let typed = Array(word.lowercased().unicodeScalars)
        guard (1...64).contains(typed.count) else { return nil }
        let limit = max(1, typed.count / 3)
        var best: (distance: Int, candidate: String)?
        for candidate in candidates {
            let distance = distance(typed, Array(candidate.lowercased().unicodeScalars), atMost: limit)
            guard let distance, distance < best?.distance ?? limit + 1 else { continue }
            best = (distance, candidate)
        }
        return best?.candidate
    }

    /// How many letters are to be added, dropped, changed or swapped with their neighbour; nil where it is more than
    /// the limit.
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar], atMost limit: Int) -> Int? {
        guard abs(left.count - right.count) <= limit, !right.isEmpty else { return nil }
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for i in left.indices {
            var row = [i + 1]
            for j in right.indices {
                let change = last[j] + (left[i] == right[j] ? 0 : 1)
                var cost = min(change, last[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    cost = min(cost, beforeLast[j - 1] + 1)
                }
                row.append(cost)
            }
            (beforeLast, last) = (last, row)
        }
        return last[right.count] <= limit ? last[right.count] : nil
    }
}
