/// Finds parser directives, which are comments only once anything else was seen.
struct DirectiveReader {
    private(set) var directives: [Directive] = []
    private(set) var escape = EscapeCharacter.backslash
    private(set) var diagnostics: [Diagnostic] = []
    private var isDone = false
    private var sawShebang = false

    /// Takes a line, without white space in front; true where it is a directive.
    mutating func read(_ line: LogicalLineReader.Line, _ part: Range<Int>, of source: SourceText) -> Bool {
        guard !isDone else { return false }
        if line.number == 1, source.bytes[part].starts(with: "#!".utf8) {
            sawShebang = true
            return false
        }
        guard let directive = parse(line, part, of: source), !(sawShebang && directive.name.value == .escape) else {
            isDone = true
            return false
        }
        add(directive)
        return true
    }

    private mutating func add(_ directive: Directive) {
        if directives.contains(where: { $0.name.value == directive.name.value }) {
            let range = SourceRange(directive.name.range.start, directive.value.range.end)
            diagnostics.append(Diagnostic(.duplicateDirective(directive.name.value), at: range))
            return
        }
        directives.append(directive)
        guard directive.name.value == .escape else { return }
        if directive.value.value.unicodeScalars.count == 1,
            let character = directive.value.value.first.flatMap(EscapeCharacter.init)
        {
            escape = character
        } else {
            diagnostics.append(Diagnostic(.unknownEscape(directive.value.value), at: directive.value.range))
        }
    }

    /// `# name = value`, for the names that exist.
    private func parse(_ line: LogicalLineReader.Line, _ part: Range<Int>, of source: SourceText) -> Directive? {
        let bytes = source.bytes
        guard part.lowerBound < part.upperBound, bytes[part.lowerBound] == .hash else { return nil }
        let body = bytes.trimmed(part.lowerBound + 1..<part.upperBound)
        guard let first = bytes[body].first, first.isASCIILetter else { return nil }
        let nameEnd = bytes[body].firstIndex { !$0.isASCIILetter && !$0.isASCIIDigit } ?? body.upperBound
        var value = nameEnd
        while value < body.upperBound, bytes[value].isASCIISpace { value += 1 }
        guard value < body.upperBound, bytes[value] == .equals else { return nil }
        value += 1
        while value < body.upperBound, bytes[value].isASCIISpace { value += 1 }
        guard value < body.upperBound else { return nil }
        var text = LogicalLine()
        text.append(bytes, part, line: line.number, lineStart: line.start)
        let located = { (lower: Int, upper: Int) in text.located(lower - part.lowerBound..<upper - part.lowerBound) }
        let name = located(body.lowerBound, nameEnd)
        guard let known = Directive.Name(rawValue: name.value.lowercased()) else { return nil }
        return Directive(name: Located(known, at: name.range), value: located(value, body.upperBound))
    }
}
