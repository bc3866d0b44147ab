/// A command line of the lesson, split into words as a shell does without expanding anything.
struct CommandLine: Equatable {
    var words: [String]

    /// Quotes and backslashes are taken away; nil where a shell is needed to understand it.
    init?(_ line: String) {
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
            } else if character == " " || character == "\t" {
                if let done = word { words.append(done) }
                word = nil
            } else if "|&;<>$`(){}\n".contains(character) {
                return nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        guard quote == nil, !isEscaped else { return nil }
        if let word { words.append(word) }
        self.words = words
    }

    /// What the lab does with it by itself; nil for what a shell has to run.
    enum Meaning: Equatable {
        case build([String])
        case run([String])
        case images
    }

    var meaning: Meaning? {
        guard words.count >= 2, ["docker", "slipway"].contains(words[0]) else { return nil }
        let rest = Array(words.dropFirst(2))
        switch words[1] {
        case "build": return .build(rest)
        case "run" where !rest.contains("-d") && !rest.contains("-it"): return .run(rest)
        case "images" where rest.isEmpty: return .images
        default: return nil
        }
    }
}
