/// Something to be told about a file: an error of the language, or what a rule found.
public struct Report: Equatable, Sendable {
    public let severity: Diagnostic.Severity
    public let range: SourceRange
    public let message: String
    /// The rule's name; nil for an error of the language.
    public let rule: String?
    /// The expected form, or the next action.
    public let expected: String?
    /// The intended word, where it can be guessed.
    public let suggestion: String?
    /// Where to read more.
    public let link: String?

    /// The report as a learner reads it: place, sentence, the line with a caret, what was expected.
    public func text(file: String, source: SourceText) -> String {
        let name = rule.map { " (\($0))" } ?? ""
        let place = "\(file):\(range.start.line):\(range.start.column)"
        var lines = ["\(place): \(severity.rawValue): \(TerminalText.printable(message))\(name)"]
        lines += Excerpt(range: range, source: source).lines
        if let expected {
            lines.append("    \(rule == nil ? "expected" : "instead"): \(TerminalText.printable(expected))")
        }
        if let suggestion { lines.append("    did you mean `\(suggestion)`?") }
        if let link { lines.append("    read more: \(link)") }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension Diagnostic {
    /// What is to be told of it.
    public var report: Report {
        Report(
            severity: severity, range: range, message: fault.message, rule: nil, expected: fault.expected,
            suggestion: fault.suggestion, link: nil)
    }
}
