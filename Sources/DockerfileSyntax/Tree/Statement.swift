/// One instruction as it is written, whatever it is worth: what `slipway parse --json` prints.
public struct Statement: Equatable, Sendable {
    /// The first word, as typed.
    public let keyword: Located<String>
    /// Nil where there is no such instruction.
    public let kind: Keyword?
    /// The words that start with `--` ahead of the arguments, quotes and escapes removed.
    public let flags: [Located<String>]
    /// The arguments in order, as the instruction's own grammar splits them: one text for a shell form, an element
    /// each for an exec form, name and value in turn for ENV and LABEL.
    public let arguments: [Located<String>]
    /// Whether the arguments are a JSON array.
    public let isExecForm: Bool
    /// Heredocs, in the order of their names.
    public let heredocs: [Heredoc]
    /// The whole, first character to last, heredocs left out.
    public let range: SourceRange
    /// The first line (from 1): ahead of `range` where that line holds only an escape character.
    public let firstLine: Int
    /// The last line, of the last heredoc where there is one (from 1).
    public let lastLine: Int
    /// The logical line: continued lines joined, comments and blank lines between them left out.
    public let original: String
    /// Comment lines directly above, without `#`, for the description of a stage or an argument.
    public let description: [Located<String>]
    /// Lines that are blank inside of a continued instruction.
    public let emptyContinuations: [SourceRange]
    /// Its meaning; nil where it can't be understood (a diagnostic says why).
    public internal(set) var instruction: Instruction?
    /// The logical line, for the way back to the file.
    let line: LogicalLine
    /// Where the arguments begin in it.
    let argumentStart: Int

    /// The place of a part of a shell form's text, in UTF-8 bytes of that text.
    func range(ofShellText part: Range<Int>) -> SourceRange {
        line.range(argumentStart + part.lowerBound..<argumentStart + part.upperBound)
    }
}
