internal import BuildPlan

/// Reads `docker build --progress=plain`: `#8 [one 4/4] RUN make`, `#8 0.150 output`, `#8 DONE 1.1s`. This form does
/// not tell streams apart and has no start times: all output counts as standard output, and a vertex starts when it is
/// first named.
public struct PlainProgressReader: SolveReader {
    /// The vertices that have ended. When one of them is named again, it has not started again.
    private var ended: Set<String> = []
    private var named: Set<String> = []
    /// Whether the reader is between two lines of six dashes, where the output of a failed step is repeated.
    private var isInSummary = false

    public init() {}

    /// The updates that a line of BuildKit's plain progress contains; none for a line that is not about a step.
    public mutating func updates(of line: ArraySlice<UInt8>) -> [SolveUpdate] {
        let text = String(decoding: line, as: UTF8.self)
        guard let (id, rest) = Self.numbered(text) else {
            if text == "------" {
                isInSummary.toggle()
                return []
            }
            return text.isEmpty || isInSummary ? [] : [.text(text)]
        }
        guard !named.contains(id) else { return updates(id, rest) }
        named.insert(id)
        return [.vertex(SolveVertex(id: id, name: rest, started: 0))]
    }

    private mutating func updates(_ id: String, _ rest: String) -> [SolveUpdate] {
        if ended.contains(id) { return [] }
        let words = rest.split(separator: " ", maxSplits: 1).map(String.init)
        switch words.first {
        case nil, "...": return []
        case "CACHED": return end(SolveVertex(id: id, name: "", started: 0, completed: 0, isCached: true))
        case "CANCELED":
            return end(SolveVertex(id: id, name: "", started: 0, completed: 0, isCancelled: true, error: "canceled"))
        case "DONE": return end(SolveVertex(id: id, name: "", started: 0, completed: Self.seconds(words.last) ?? 0))
        case "ERROR:", "ERROR":
            let error = words.count > 1 ? words[1] : ""
            return end(
                SolveVertex(
                    id: id, name: "", started: 0, completed: 0, isCancelled: error.contains("context canceled"),
                    error: error))
        default: return output(id, rest, words)
        }
    }

    private mutating func end(_ vertex: SolveVertex) -> [SolveUpdate] {
        ended.insert(vertex.id)
        return [.vertex(vertex)]
    }

    /// The update for a line of output, which begins with the seconds since its step began; nil for any other line,
    /// which is about the vertex itself.
    private func output(_ id: String, _ rest: String, _ words: [String]) -> [SolveUpdate] {
        guard let first = words.first, first.contains("."), Double(first) != nil else { return [] }
        let text = rest.dropFirst(first.count).dropFirst()
        return [.log(SolveLog(vertex: id, stream: .stdout, bytes: Array(text.utf8) + [UInt8(ascii: "\n")]))]
    }

    /// The two parts of `#8 rest`; nil for a line of another form.
    private static func numbered(_ text: String) -> (id: String, rest: String)? {
        guard text.hasPrefix("#") else { return nil }
        let parts = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        guard Int(parts[0].dropFirst()) != nil else { return nil }
        return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
    }

    /// The number of seconds in `1.1s`; nil for a text of another form.
    private static func seconds(_ text: String?) -> Double? {
        guard let text, text.hasSuffix("s") else { return nil }
        return Double(text.dropLast())
    }
}
