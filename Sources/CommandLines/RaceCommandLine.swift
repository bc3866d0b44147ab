/// The command line of a `race` whose builds the lab can show.
public struct RaceCommandLine: Equatable, Sendable {
    /// The words that `slipway race` gets.
    public let words: [String]

    /// The options for the command's own output.
    private static let telling = ["--format", "--progress", "--help", "-h", "--version"]

    /// Nil where the words name no file to edit, or where they ask for an output that the lab does not show.
    public init?(_ words: [String]) {
        let asksForForm = words.contains { word in
            Self.telling.contains { word == $0 || word.hasPrefix($0 + "=") }
        }
        let namesEdit = words.contains { $0 == "--edit" || $0.hasPrefix("--edit=") }
        guard namesEdit, !asksForForm else { return nil }
        self.words = words
    }
}
