/// How instructions are written.
enum StyleChecks {
    @Sendable static func instructionCasing(_ subject: LintSubject) -> [Observation] {
        let statements = subject.dockerfile.statements.filter { $0.kind != nil }
        let lower = statements.count { $0.keyword.value == $0.keyword.value.lowercased() }
        let upper = statements.count { $0.keyword.value == $0.keyword.value.uppercased() }
        return statements.compactMap { statement in
            let word = statement.keyword.value
            let wanted = lower > upper ? word.lowercased() : word.uppercased()
            guard word != wanted else { return nil }
            let side = lower > upper ? "in small letters" : "in capitals"
            return Observation(
                "`\(word)` is not \(side) as the others are", at: statement.keyword.range, suggestion: wanted)
        }
    }

    @Sendable static func fromAsCasing(_ subject: LintSubject) -> [Observation] {
        subject.stages.compactMap { stage in
            guard let keyword = stage.fromStatement?.keyword.value, let word = stage.from?.asKeyword else { return nil }
            let isLower = keyword == keyword.lowercased()
            guard isLower || keyword == keyword.uppercased() else { return nil }
            let wanted = isLower ? "as" : "AS"
            guard word.value != wanted else { return nil }
            return Observation(
                "`\(word.value)` and `\(keyword)` are in different cases", at: word.range, suggestion: wanted)
        }
    }

    @Sendable static func emptyContinuation(_ subject: LintSubject) -> [Observation] {
        subject.dockerfile.statements.flatMap(\.emptyContinuations).map {
            Observation("this line inside of an instruction is blank", at: $0)
        }
    }

    @Sendable static func maintainer(_ subject: LintSubject) -> [Observation] {
        subject.dockerfile.statements.filter { $0.kind == .maintainer }.map {
            Observation("MAINTAINER is no longer used", at: $0.keyword.range, suggestion: "LABEL")
        }
    }

    @Sendable static func legacyPairs(_ subject: LintSubject) -> [Observation] {
        subject.dockerfile.statements.compactMap { statement in
            switch statement.instruction {
            case .env(let pairs), .label(let pairs):
                guard pairs.isLegacyForm, let pair = pairs.pairs.first else { return nil }
                return legacyPair(pair, of: statement.keyword.value)
            default: return nil
            }
        }
    }

    /// `ENV NAME = value` is one, too: its value begins with the `=`.
    private static func legacyPair(_ pair: Instruction.Pairs.Pair, of keyword: String) -> Observation {
        let (name, value) = (pair.name.value, pair.value.value)
        let place = SourceRange(pair.name.range.start, pair.value.range.end)
        guard value.hasPrefix("=") else {
            return Observation("`\(name)` has no `=` between name and value", at: place)
        }
        let meant = value.dropFirst().drop { $0 == " " || $0 == "\t" }
        let isOneWord = !meant.isEmpty && !meant.contains { $0 == " " || $0 == "\t" }
        return Observation(
            "`\(name)` has a blank beside its `=`, so its value is `\(value)`", at: place,
            cure: isOneWord ? "\(keyword) \(name)=\(meant)" : nil)
    }

    /// A stage that says SHELL has chosen its shell.
    @Sendable static func shellForm(_ subject: LintSubject) -> [Observation] {
        var observations: [Observation] = []
        for stage in subject.stages {
            var hasShell = false
            for statement in stage.statements {
                switch statement.instruction {
                case .shell: hasShell = true
                case .cmd(.shell(let text)), .entrypoint(.shell(let text)):
                    guard !hasShell, !text.value.isEmpty else { continue }
                    let name = statement.kind?.rawValue ?? ""
                    let plain = Observation(
                        "\(name) is in the shell form", at: text.range, cure: arrayForm(text.value, of: name))
                    observations.append(ArrayRules.observation(of: statement) ?? plain)
                default: break
                }
            }
        }
        return observations
    }

    /// The array that a plain command line is in the other form; nil where a shell reads more than words in it.
    private static func arrayForm(_ line: String, of keyword: String) -> String? {
        guard !line.contains(where: { "$&|;<>*?()[]{}`\\\"'~#!\n".contains($0) }) else { return nil }
        let words = line.split(separator: " ").map { "\"\($0)\"" }
        return "\(keyword) [\(words.joined(separator: ", "))]"
    }

    @Sendable static func descriptions(_ subject: LintSubject) -> [Observation] {
        subject.dockerfile.statements.compactMap { statement in
            let names: [String]
            switch statement.instruction {
            case .from(let from): names = [from.name?.value].compactMap { $0 }
            case .arg(let arg): names = arg.declarations.map(\.name.value)
            default: return nil
            }
            guard let name = names.first, let comment = statement.description.last,
                !statement.description.contains(where: { text in names.contains { text.value.hasPrefix($0 + " ") } })
            else { return nil }
            return Observation("this comment does not begin with `\(name)`, which it stands above", at: comment.range)
        }
    }
}
