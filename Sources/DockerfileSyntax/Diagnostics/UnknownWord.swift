/// What a word is that stands where an instruction belongs and is none.
enum UnknownWord: Equatable {
    /// An instruction without the blank behind it: `RUN["ls"]`, `FROMpython:3.11`.
    case glued(Keyword, rest: String)
    /// A command that people write without RUN.
    case shellCommand
    /// A word that ends or parts a command of the shell: `fi`, `done`.
    case shellWord
    /// A word that goes on with the line above.
    case continuation
    /// Nothing but an escape character.
    case empty
    /// Anything else, such as a misspelt instruction.
    case other

    init(_ word: String) {
        if word.isEmpty {
            self = .empty
        } else if let (keyword, rest) = Self.parted(word) {
            self = .glued(keyword, rest: rest)
        } else if ShellLine.isOne(word) {
            self = .shellCommand
        } else if ShellLine.isInner(word) {
            self = .shellWord
        } else {
            self = ShellLine.isContinuation(word) ? .continuation : .other
        }
    }

    private static func parted(_ word: String) -> (Keyword, String)? {
        guard
            let keyword = Keyword.allCases.first(where: {
                word.prefix($0.rawValue.count).uppercased() == $0.rawValue
            })
        else { return nil }
        let rest = String(word.dropFirst(keyword.rawValue.count))
        return begins(rest, inCapitals: word.hasPrefix(keyword.rawValue)) ? (keyword, rest) : nil
    }

    /// Whether an argument may begin like that. `run.sh` is a program, and `RUNN` a misspelt RUN.
    private static func begins(_ rest: String, inCapitals: Bool) -> Bool {
        guard let next = rest.first else { return false }
        if "[\"'$".contains(next) { return true }
        guard inCapitals else { return false }
        if "/.-".contains(next) { return true }
        if next.isNumber { return !rest.contains("=") }
        return next.isLowercase && rest.count > 2
    }
}
