/// A RUN and the commands in it.
struct LintRun {
    let statement: Statement
    let run: Instruction.Run
    let commands: [Command]

    /// A command with the place of each word.
    struct Command {
        let words: [Located<String>]
        /// Whether its output goes into the next command.
        let isPiped: Bool

        /// The program, without its folder.
        var program: String { words.first.map { String($0.value.split(separator: "/").last ?? "") } ?? "" }
        /// What follows the program.
        var arguments: ArraySlice<Located<String>> { words.dropFirst() }

        /// Words that are neither options nor the values of options nor redirections.
        var operands: [Located<String>] { CommandOptions.operands(arguments, of: program) }

        func has(_ flags: String...) -> Bool { arguments.contains { flags.contains($0.value) } }
    }

    init?(_ statement: Statement) {
        guard case .run(let run)? = statement.instruction else { return nil }
        self.statement = statement
        self.run = run
        switch run.command {
        case .exec(let words): commands = [Command(words: words, isPiped: false)]
        case .shell(let text):
            let own = Self.commands(of: text.value) { statement.range(ofShellText: $0) }
            commands = own + run.heredocs.flatMap(Self.commands)
        }
    }

    /// A heredoc is a script of the shell unless its first line names another interpreter.
    private static func commands(of heredoc: Heredoc) -> [Command] {
        let text = heredoc.content.value
        guard !text.hasPrefix("#!") || text.prefix(while: { $0 != "\n" }).hasSuffix("sh") else { return [] }
        let lines = SourceText(text)
        let start = heredoc.content.range.start
        return commands(of: text) { part in
            let places = [part.lowerBound, part.upperBound].map { offset in
                let place = lines.position(atOffset: offset)
                return SourcePosition(
                    line: start.line + place.line - 1, column: place.column, offset: start.offset + offset)
            }
            return SourceRange(places[0], places[1])
        }
    }

    private static func commands(of text: String, place: (Range<Int>) -> SourceRange) -> [Command] {
        var scanner = ShellScanner(text)
        return scanner.scan().map { command in
            Command(words: command.words.map { Located($0.text, at: place($0.bounds)) }, isPiped: command.isPiped)
        }
    }
}
