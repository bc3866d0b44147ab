extension Dockerfile {
    /// Reads a text; never fails: what is wrong is in `diagnostics`, and the rest is read all the same.
    public static func parse(_ text: String) -> Dockerfile { parse(SourceText(text)) }

    /// Reads a file's bytes; what is not UTF-8 is replaced.
    public static func parse(utf8 bytes: [UInt8]) -> Dockerfile { parse(SourceText(utf8: bytes)) }

    static func parse(_ source: SourceText) -> Dockerfile {
        var parser = DockerfileParser(source)
        parser.run()
        return parser.result()
    }
}

/// Reads a file, instruction by instruction.
struct DockerfileParser {
    private let source: SourceText
    private var lines: LogicalLineReader
    private var directives = DirectiveReader()
    private var statements: [Statement] = []
    private var comments: [Located<String>] = []
    private var diagnostics: [Diagnostic] = []
    /// Comments that stand directly above what comes next.
    private var description: [Located<String>] = []

    init(_ source: SourceText) {
        self.source = source
        lines = LogicalLineReader(source)
    }

    mutating func run() {
        while let line = lines.read() {
            let part = lines.indented(line)
            if directives.read(line, part, of: source) { continue }
            if isComment(part) {
                note(line, part)
            } else {
                if !part.isEmpty { readStatement(from: line, part) }
                description = []
            }
        }
    }

    func result() -> Dockerfile {
        var faults = directives.diagnostics + diagnostics
        faults += lines.tooLong.map { Diagnostic(.lineTooLong, at: source.range(ofLine: $0)) }
        let end = source.position(atOffset: source.bytes.count)
        faults += FileChecks(statements: statements, end: end).diagnostics()
        faults += statements.flatMap { WordChecks(escape: directives.escape).diagnostics(in: $0) }
        var statements = statements
        var growth = GrowthChecks(escape: directives.escape)
        faults += growth.diagnostics(in: &statements)
        faults += directives.directives.flatMap(optionFaults)
        // Each of its lines is wrong, for this one reason.
        if source.isUTF16 { faults = [Diagnostic(.utf16, at: source.range(ofLine: 1))] }
        if let services = statements.composeServices { faults = [Diagnostic(.composeFile, at: services)] }
        return Dockerfile(
            source: source, directives: directives.directives, escape: directives.escape, statements: statements,
            comments: comments, diagnostics: faults.sorted { $0.range.start < $1.range.start })
    }

    private func optionFaults(_ directive: Directive) -> [Diagnostic] {
        guard directive.name.value == .check else { return [] }
        return CheckOptions(directive.value.value).unknown.map {
            Diagnostic(.checkOption($0), at: directive.value.range)
        }
    }

    private func isComment(_ part: Range<Int>) -> Bool { !part.isEmpty && source.bytes[part.lowerBound] == .hash }

    private mutating func note(_ line: LogicalLineReader.Line, _ part: Range<Int>) {
        let comment = located(line, part)
        comments.append(comment)
        let text = source.bytes.trimmed(part.lowerBound + 1..<part.upperBound)
        if text.isEmpty { description = [] } else { description.append(located(line, text)) }
    }

    private func located(_ line: LogicalLineReader.Line, _ part: Range<Int>) -> Located<String> {
        var text = LogicalLine()
        text.append(source.bytes, part, line: line.number, lineStart: line.start)
        return text.located(0..<part.count)
    }
}

extension DockerfileParser {
    private mutating func readStatement(from line: LogicalLineReader.Line, _ part: Range<Int>) {
        let escape = directives.escape
        var text = LogicalLine()
        var empty: [SourceRange] = []
        var continued = lines.continued(part, escape: escape.byte)
        text.append(source.bytes, continued ?? part, line: line.number, lineStart: line.start)
        while continued != nil, let next = lines.read() {
            let indented = lines.indented(next)
            if isComment(indented) {
                comments.append(located(next, indented))
            } else if indented.isEmpty {
                empty.append(source.range(ofLine: next.number))
            } else {
                continued = lines.continued(next.bounds, escape: escape.byte)
                text.append(source.bytes, continued ?? next.bounds, line: next.number, lineStart: next.start)
            }
        }
        guard !text.bytes.trimmed(0..<text.bytes.count).isEmpty else { return reportEmpty(line) }
        var builder = StatementBuilder(line: text, escape: escape)
        builder.description = description
        builder.emptyContinuations = empty
        builder.readHeredocs(&lines)
        builder.firstLine = line.number
        builder.lastLine = lines.next - 1
        statements.append(builder.build())
        diagnostics += builder.diagnostics
    }

    /// A line with nothing but an escape character, and nothing behind it.
    private mutating func reportEmpty(_ line: LogicalLineReader.Line) {
        diagnostics.append(Diagnostic(.unknownInstruction(""), at: source.range(ofLine: line.number)))
    }
}

extension [Statement] {
    /// Where `services:` begins a line, as in every compose file and in no Dockerfile; nil where a FROM is there.
    fileprivate var composeServices: SourceRange? {
        guard !contains(where: { $0.kind == .from }) else { return nil }
        return first { $0.keyword.value == "services:" && $0.range.start.column == 1 }?.keyword.range
    }
}
