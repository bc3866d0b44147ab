/// A Dockerfile, read as far as it can be.
public struct Dockerfile: Equatable, Sendable {
    /// The text that was read.
    public let source: SourceText
    public let directives: [Directive]
    public let escape: EscapeCharacter
    /// Every instruction in order, also those with errors; `Statement.instruction` is nil where one makes no sense.
    public let statements: [Statement]
    /// Comments outside of heredocs, `#` included, in order; directives are not among them.
    public let comments: [Located<String>]
    /// All that is wrong, in the order of the text.
    public let diagnostics: [Diagnostic]

    /// Whether the file can't be built: any diagnostic that is an error.
    public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

    /// The statement at a line (from 1), heredocs included.
    public func statement(atLine line: Int) -> Statement? {
        statements.last { $0.firstLine <= line }.flatMap { line <= $0.lastLine ? $0 : nil }
    }
}
