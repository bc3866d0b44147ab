/// Makes a statement of a logical line and the heredocs behind it.
struct StatementBuilder {
    let line: LogicalLine
    let escape: EscapeCharacter
    var description: [Located<String>] = []
    var emptyContinuations: [SourceRange] = []
    var firstLine = 1
    var lastLine = 1
    private(set) var diagnostics: [Diagnostic] = []
    private let scan: StatementScanner.Scan
    private var heredocs: [Heredoc] = []

    init(line: LogicalLine, escape: EscapeCharacter) {
        self.line = line
        self.escape = escape
        scan = StatementScanner(line: line, escape: escape).scan(0..<line.bytes.count)
    }

    mutating func build() -> Statement {
        let original = line.string(0..<line.bytes.count)
        let (statement, faults) = build(scan, original: original)
        diagnostics += faults
        return statement
    }

    /// Builds a statement; ONBUILD's trigger is one inside of another.
    private func build(
        _ scan: StatementScanner.Scan, original: String
    ) -> (Statement, [Diagnostic]) {
        let range = line.range(scan.bounds)
        var (instruction, faults) = (Instruction?.none, [Diagnostic]())
        var arguments = scan.arguments.list
        if let fault = scan.arguments.fault {
            faults = [fault]
        } else if scan.kind == .onBuild {
            (instruction, faults, arguments) = readTrigger(scan, range)
        } else if let kind = scan.kind {
            var reader = InstructionReader(kind, scan, heredocs: heredocs, range: range)
            instruction = reader.read()
            faults = reader.diagnostics
        } else {
            faults = [Diagnostic(.unknownInstruction(scan.keyword.value), at: scan.keyword.range)]
        }
        let statement = Statement(
            keyword: scan.keyword, kind: scan.kind, flags: scan.flags, arguments: arguments,
            isExecForm: scan.arguments.isExecForm, heredocs: heredocs, range: range, firstLine: firstLine,
            lastLine: lastLine,
            original: original, description: description, emptyContinuations: emptyContinuations,
            instruction: instruction, line: line, argumentStart: scan.rest.lowerBound)
        return (statement, faults)
    }

    private func readTrigger(
        _ scan: StatementScanner.Scan, _ range: SourceRange
    ) -> (Instruction?, [Diagnostic], [Located<String>]) {
        var faults = FlagValues(scan.flags, of: .onBuild).diagnostics
        guard !scan.rest.isEmpty else {
            return (nil, faults + [Diagnostic(.needsArguments(.onBuild), at: range)], [])
        }
        let inner = StatementScanner(line: line, escape: escape).scan(scan.rest)
        let arguments = [inner.keyword] + inner.arguments.list
        switch inner.kind {
        case .onBuild: faults.append(Diagnostic(.chainedOnBuild, at: inner.keyword.range))
        case .from, .maintainer:
            faults.append(Diagnostic(.notATrigger(inner.kind ?? .from), at: inner.keyword.range))
        default:
            let (trigger, inside) = build(inner, original: line.string(inner.bounds))
            // BuildKit keeps a trigger without looking at its meaning: it fails only where it is pulled.
            let softened = inside.map { $0.fault.isSyntax ? $0 : Diagnostic($0.fault, .warning, at: $0.range) }
            faults += softened
            guard !faults.contains(where: { $0.severity == .error }) else { break }
            let onBuild = Instruction.OnBuild(trigger: trigger, expression: expression(scan))
            return (.onBuild(onBuild), faults, arguments)
        }
        return (nil, faults, arguments)
    }

    /// The trigger's text as the image keeps it: with heredocs, which it needs to be read again.
    private func expression(_ scan: StatementScanner.Scan) -> String {
        let start = line.bytes.trimmed(scan.bounds.lowerBound + scan.keyword.value.utf8.count..<line.bytes.count)
            .lowerBound
        return heredocs.reduce(line.string(start..<line.bytes.count)) { text, heredoc in
            "\(text)\n\(heredoc.content.value)\(heredoc.name.value)"
        }
    }
}

extension StatementBuilder {
    /// Takes the heredocs that the line names off the lines behind it.
    mutating func readHeredocs(_ lines: inout LogicalLineReader) {
        guard line.bytes.contains(UInt8(ascii: "<")), takesHeredocs else { return }
        var expander = WordExpander()
        expander.keepsQuotes = true
        expander.keepsEscapes = true
        expander.keepsUnset = true
        let text = line.string(0..<line.bytes.count)
        // A quote that never ends makes it a line without heredocs.
        guard let words = try? expander.expand(text, lookup: { _ in nil }) else { return }
        for (word, bounds) in zip(words.words, words.wordBounds) {
            do {
                guard let name = try HeredocName.read(word) else { continue }
                guard read(name, line.range(bounds), &lines) else { return }
            } catch {
                diagnostics.append(Diagnostic(.unterminatedHeredocName(word), at: line.range(bounds)))
            }
        }
    }

    private var takesHeredocs: Bool {
        guard scan.kind == .onBuild else {
            return scan.kind?.takesHeredocs == true && !scan.arguments.isExecForm
        }
        let inner = StatementScanner(line: line, escape: escape).scan(scan.rest)
        return inner.kind?.takesHeredocs == true && !inner.arguments.isExecForm
    }

    /// False where the heredoc has no end; it then reaches to the next line that looks like an instruction.
    private mutating func read(_ name: HeredocName, _ range: SourceRange, _ lines: inout LogicalLineReader) -> Bool {
        let source = lines.source
        let start = source.contentStart(ofLine: lines.next)
        if let end = lines.skip(toLine: Array(name.text.utf8), behindTabs: name.chomps) {
            append(name, range, source, start..<end)
            return true
        }
        lines.skipToInstruction()
        append(name, range, source, start..<source.contentStart(ofLine: lines.next))
        diagnostics.append(Diagnostic(.unterminatedHeredoc(name: name.text), at: range))
        return false
    }

    private mutating func append(
        _ name: HeredocName, _ range: SourceRange, _ source: SourceText, _ bounds: Range<Int>
    ) {
        let place = SourceRange(
            source.position(atOffset: bounds.lowerBound), source.position(atOffset: bounds.upperBound))
        let content = Located(String(decoding: source.bytes[bounds], as: UTF8.self), at: place)
        heredocs.append(
            Heredoc(
                name: Located(name.text, at: range), content: content, expands: name.expands, chomps: name.chomps,
                fileDescriptor: name.fileDescriptor))
    }
}

extension SourceText {
    /// Where a line begins; the end of the text where there is no such line.
    func contentStart(ofLine number: Int) -> Int {
        number <= lineStarts.count ? lineStarts[number - 1] : bytes.count
    }
}
