/// The words of a command line in which a shell would expand nothing.
public struct PlainCommand: Equatable, Sendable {
    public let words: [String]

    /// Splits a line into words and removes quotes and backslashes. Nil where only a shell can interpret the line.
    ///
    /// - Parameter signsAreText: whether `|`, `$` and similar characters are plain text and a line end is a blank, as
    ///   in a `command:` of Docker Compose. Then the result is nil only for a quote without its end.
    public init?(_ line: String, signsAreText: Bool = false) {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var isEscaped = false
        for character in line {
            if isEscaped {
                word = (word ?? "") + String(character)
                isEscaped = false
            } else if character == "\\", quote != "'" {
                isEscaped = true
            } else if let open = quote {
                if character == open { quote = nil } else { word = (word ?? "") + String(character) }
            } else if character == "'" || character == "\"" {
                quote = character
                word = word ?? ""
            } else if character == " " || character == "\t" || (signsAreText && character == "\n") {
                if let done = word { words.append(done) }
                word = nil
            } else if !signsAreText, "|&;<>$`(){}\n".contains(character) {
                return nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        guard quote == nil, !isEscaped else { return nil }
        if let word { words.append(word) }
        self.words = words
    }
}

/// A command line that the lab can carry out itself in one of its panes.
public enum PaneCommand: Equatable, Sendable {
    case build(BuildCommandLine)
    case run(RunCommandLine)
    case images
    case race(RaceCommandLine)

    /// Reads a line as typed; nil for a line that only a shell can run.
    public init?(_ line: String) {
        guard let words = PlainCommand(line)?.words, words.count >= 2, ["docker", "slipway"].contains(words[0]) else {
            return nil
        }
        let rest = Array(words.dropFirst(2))
        switch words[1] {
        case "build": self = .build(BuildCommandLine(rest))
        case "run":
            let run = RunCommandLine(rest)
            if run.needsShell { return nil }
            self = .run(run)
        case "images" where rest.isEmpty: self = .images
        case "race" where words[0] == "slipway":
            guard let race = RaceCommandLine(rest) else { return nil }
            self = .race(race)
        default: return nil
        }
    }
}
