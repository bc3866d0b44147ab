/// A `race` that is asked for, whose builds the lab can show: the words behind the command.
public struct RaceCommandLine: Equatable, Sendable {
    /// As they are handed to `slipway race`.
    public let words: [String]

    /// Options that say how the command itself tells of the race.
    private static let telling = ["--format", "--progress", "--help", "-h", "--version"]

    /// Nil where no file to edit is named, as in words that were meant for another place, and where the words ask for
    /// another form of the report than the lab's.
    public init?(_ words: [String]) {
        let asksForForm = words.contains { word in
            Self.telling.contains { word == $0 || word.hasPrefix($0 + "=") }
        }
        let namesEdit = words.contains { $0 == "--edit" || $0.hasPrefix("--edit=") }
        guard namesEdit, !asksForForm else { return nil }
        self.words = words
    }
}
