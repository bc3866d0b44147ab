/// A RUN and the commands in it.
struct LintRun {
    let statement: Statement
    let run: Instruction.Run
    /// The shell that reads its shell form.
    let shell: LintShell
    let commands: [Command]

    /// A command with the place of each word.
    struct Command {
        let words: [Located<String>]
        /// Whether its output goes into the next command.
        let isPiped: Bool

        /// The program, without its folder.
        var program: String { words.first.map { String($0.value.split(separator: "/").last ?? "") } ?? "" }
        /// The words behind the program.
        var arguments: ArraySlice<Located<String>> { words.dropFirst() }

        /// Words that are neither options nor the values of options nor redirections.
        var operands: [Located<String>] { CommandOptions.operands(arguments, of: program) }

        func has(_ flags: String...) -> Bool { arguments.contains { flags.contains($0.value) } }
    }

    init?(_ statement: Statement, shell: LintShell) {
        guard case .run(let run)? = statement.instruction else { return nil }
        self.statement = statement
        self.run = run
        self.shell = shell
        switch run.command {
        case .exec(let words): commands = [Command(words: words, isPiped: false)]
        case .shell(let text) where shell.isPOSIX:
            let own = Self.commands(of: text.value) { statement.range(ofShellText: $0) }
            let areScripts = HeredocName(text.value) != nil || Self.runsHeredocs(own)
            commands = own + (areScripts ? run.heredocs.flatMap(Self.commands) : [])
        case .shell: commands = []
        }
    }

    /// Whether a shell reads the heredocs: `cat` and Python read text that is not a script of ours.
    private static func runsHeredocs(_ commands: [Command]) -> Bool {
        let reader = commands.first { $0.words.contains { $0.value.contains("<<") } }
        guard let program = reader?.words.first(where: { !$0.value.contains("<<") }) else { return true }
        return LintShell.isPOSIX(program.value)
    }

    /// A heredoc is a script of the shell unless its first line names another interpreter.
    private static func commands(of heredoc: Heredoc) -> [Command] {
        let text = heredoc.content.value
        if text.hasPrefix("#!") {
            let interpreter = text.dropFirst(2).prefix { $0 != "\n" }.split(separator: " ")
            guard interpreter.contains(where: { LintShell.isPOSIX($0) }) else { return [] }
        }
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
