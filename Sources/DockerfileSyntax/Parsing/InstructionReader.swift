/// Finds the meaning of a statement.
struct InstructionReader {
    let kind: Keyword
    let scan: StatementScanner.Scan
    let heredocs: [Heredoc]
    /// The statement's text, where a fault has no smaller place.
    let range: SourceRange
    var flags: FlagValues
    private(set) var diagnostics: [Diagnostic] = []

    var arguments: [Located<String>] { scan.arguments.list }

    init(_ kind: Keyword, _ scan: StatementScanner.Scan, heredocs: [Heredoc], range: SourceRange) {
        self.kind = kind
        self.scan = scan
        self.heredocs = heredocs
        self.range = range
        flags = FlagValues(Self.ignoresFlags(kind, scan) ? [] : scan.flags, of: kind)
    }

    /// `HEALTHCHECK NONE` has no use for flags and does not read them.
    private static func ignoresFlags(_ kind: Keyword, _ scan: StatementScanner.Scan) -> Bool {
        kind == .healthCheck && scan.arguments.list.first?.value.uppercased() == "NONE"
    }

    /// Nil with at least one diagnostic where the statement makes no sense.
    mutating func read() -> Instruction? {
        let instruction = readByKind()
        diagnostics += flags.diagnostics
        return diagnostics.isEmpty ? instruction : nil
    }

    private mutating func readByKind() -> Instruction? {
        switch kind {
        case .add: readAdd().map(Instruction.add)
        case .arg: readArg().map(Instruction.arg)
        case .cmd: .cmd(command())
        case .copy: readCopy().map(Instruction.copy)
        case .entrypoint: .entrypoint(command())
        case .env: readPairs().map(Instruction.env)
        case .expose: needsSome().map { .expose(Instruction.Expose(ports: $0)) }
        case .from: readFrom().map(Instruction.from)
        case .healthCheck: readHealthCheck().map(Instruction.healthCheck)
        case .label: readPairs().map(Instruction.label)
        case .maintainer: needsOne().map(Instruction.maintainer)
        case .onBuild: nil
        case .run: readRun().map(Instruction.run)
        case .shell: readShell().map(Instruction.shell)
        case .stopSignal: needsOne().map(Instruction.stopSignal)
        case .user: needsOne().map(Instruction.user)
        case .volume: readVolume().map(Instruction.volume)
        case .workdir: needsOne().map(Instruction.workdir)
        }
    }

    mutating func report(_ fault: Fault, at place: SourceRange? = nil) {
        diagnostics.append(Diagnostic(fault, at: place ?? range))
    }

    private mutating func needsSome() -> [Located<String>]? {
        if !arguments.isEmpty { return arguments }
        report(.needsArguments(kind))
        return nil
    }

    private mutating func needsOne() -> Located<String>? {
        if let only = arguments.first, arguments.count == 1 { return only }
        report(.needsOneArgument(kind))
        return nil
    }

    /// What the arguments behind the first few are as a command.
    func command(after count: Int = 0) -> CommandLine {
        let words = Array(arguments.dropFirst(count))
        if scan.arguments.isExecForm { return .exec(words) }
        return .shell(words.first ?? Located("", at: SourceRange(range.end, range.end)))
    }
}

extension InstructionReader {
    private mutating func readArg() -> Instruction.Arg? {
        guard let words = needsSome() else { return nil }
        var declarations: [Instruction.Arg.Declaration] = []
        for (index, word) in words.enumerated() {
            let length = word.value.utf8.prefix { $0 != .equals }.count
            if length == 0 {
                // `ARG NAME = value`
                let before = index > 0 ? words[index - 1].value : "="
                let isParted = !before.contains("=")
                report(isParted ? .blankBesideEquals(kind, name: before) : .emptyName(kind), at: word.range)
            }
            declarations.append(.init(name: word.part(0..<length), value: word.afterEquals))
        }
        return Instruction.Arg(declarations: declarations)
    }

    private mutating func readPairs() -> Instruction.Pairs? {
        guard let words = needsSome() else { return nil }
        var pairs: [Instruction.Pairs.Pair] = []
        for index in stride(from: 0, to: words.count - 1, by: 2) {
            if words[index].value.isEmpty { report(.emptyName(kind), at: words[index].range) }
            pairs.append(.init(name: words[index], value: words[index + 1]))
        }
        return Instruction.Pairs(pairs: pairs, isLegacyForm: scan.arguments.isLegacyForm)
    }

    private mutating func readFrom() -> Instruction.From? {
        let platform = flags.text("platform")
        guard arguments.count == 1 || arguments.count == 3 && arguments[1].value.lowercased() == "as" else {
            if let comment = arguments.dropFirst().first(where: { $0.value.hasPrefix("#") }) {
                report(.commentBehind(kind), at: comment.range)
            } else {
                report(.fromNeedsImage(count: arguments.count))
            }
            return nil
        }
        guard arguments.count == 3 else { return Instruction.From(image: arguments[0], platform: platform) }
        let name = arguments[2].map { $0.lowercased() }
        guard StageName.isValid(name.value) else {
            report(.stageName(arguments[2].value), at: name.range)
            return nil
        }
        return Instruction.From(image: arguments[0], platform: platform, name: name, asKeyword: arguments[1])
    }

    private mutating func readShell() -> [Located<String>]? {
        guard let words = needsSome() else { return nil }
        guard scan.arguments.isExecForm else {
            let array = BrokenArray(words[0].value)
            let place = array.map { words[0].part($0.place).range }
            report(.shellNeedsJSON(array), at: place ?? words[0].range)
            return nil
        }
        return words
    }

    private mutating func readVolume() -> [Located<String>]? {
        guard let words = needsSome() else { return nil }
        return words.map { word in
            let utf8 = Array(word.value.utf8)
            let trimmed = utf8.trimmed(0..<utf8.count)
            if trimmed.isEmpty { report(.emptyVolume, at: word.range) }
            return trimmed.count == utf8.count
                ? word
                : word.map { _ in
                    String(decoding: utf8[trimmed], as: UTF8.self)
                }
        }
    }

    private mutating func readHealthCheck() -> Instruction.HealthCheck? {
        guard let words = needsSome() else { return nil }
        switch words[0].value.uppercased() {
        case "NONE":
            if words.count > 1 {
                report(words[1].value.hasPrefix("#") ? .commentBehind(kind) : .noneTakesNothing, at: words[1].range)
            }
            return Instruction.HealthCheck()
        case "CMD":
            if words.count == 1 { report(.needsCommand(kind), at: words[0].range) }
        default: report(.unknownHealthCheck(words[0].value), at: words[0].range)
        }
        return Instruction.HealthCheck(
            command: command(after: 1), interval: flags.duration("interval"), timeout: flags.duration("timeout"),
            startPeriod: flags.duration("start-period"), startInterval: flags.duration("start-interval"),
            retries: flags.retries())
    }
}

/// The names that FROM … AS takes.
enum StageName {
    /// A letter, then letters, digits, `-`, `_` and `.`; in lower case.
    static func isValid(_ name: String) -> Bool {
        guard let first = name.utf8.first, isLower(first) else { return false }
        return name.utf8.allSatisfy { isLower($0) || $0.isASCIIDigit || "-_.".utf8.contains($0) }
    }

    private static func isLower(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }
}
