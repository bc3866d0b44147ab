/// The program that a RUN starts, its heredocs taken into account.
public enum RunProgram: Equatable, Sendable {
    /// The program and its arguments.
    case exec([String])
    /// A text for the stage's shell.
    case shell(String)
    /// A script that names its own interpreter in its first line; it is run as a file of that name.
    case script(name: String, content: String)
}

extension Instruction.Run {
    /// The program: a heredoc on its own is the script, others are read by the shell.
    public var program: RunProgram {
        switch command {
        case .exec(let words): return .exec(words.map(\.value))
        case .shell(let text):
            guard let first = heredocs.first else { return .shell(text.value) }
            guard HeredocName(text.value) != nil else {
                let whole = heredocs.reduce(text.value) { "\($0)\n\($1.content.value)\($1.name.value)" }
                return .shell(whole)
            }
            return first.content.value.hasPrefix("#!")
                ? .script(name: first.name.value, content: first.text) : .shell(first.text)
        }
    }
}
