/// Takes `--engine NAME` out of a command line, because docker does not have this option.
public struct EngineChoice: Equatable, Sendable {
    /// The command line without the option.
    public var words: [String]
    /// The engine's name as it was written; nil where the line has none.
    public var name: String?

    /// The commands after whose image the words belong to the container.
    private static let carriers: Set<String> = ["run", "exec", "create"]

    /// - Parameter words: a command line without its program.
    public init(_ words: [String]) {
        self.words = words
        // For these commands only an `--engine` right after the command is ours; a later one may be the container's.
        let isCarrier = words.prefix(2).contains { Self.carriers.contains($0) }
        let end = words.firstIndex(of: "--") ?? words.endIndex
        for (place, word) in words[..<end].enumerated() {
            if isCarrier, place > 0, !Self.isCommandWord(words[place - 1]) { break }
            if word == "--engine", words.indices.contains(place + 1) {
                name = words[place + 1]
                self.words.removeSubrange(place...(place + 1))
                return
            }
            if word.hasPrefix("--engine=") {
                name = String(word.dropFirst("--engine=".count))
                self.words.remove(at: place)
                return
            }
        }
    }

    private static func isCommandWord(_ word: String) -> Bool { carriers.contains(word) || word == "container" }
}
