import DockerfileSyntax
import LessonFormat

/// Checks of a Dockerfile, on its instructions: another spelling of the same passes.
enum DockerfileJudge {
    static func judge(_ path: String, _ expectation: DockerfileExpectation, _ evidence: Evidence) -> Verdict {
        switch FileJudge.read(path, evidence) {
        case .failure(let verdict): verdict
        case .success(let bytes): judge(Dockerfile.parse(utf8: bytes), path, expectation)
        }
    }

    private static func judge(_ file: Dockerfile, _ path: String, _ expectation: DockerfileExpectation) -> Verdict {
        switch expectation {
        case .has(let keyword, let argument): has(InstructionWords(keyword, argument), file)
        case .hasNot(let keyword, let argument): lacks(InstructionWords(keyword, argument), file)
        case .order(let wanted): order(wanted.map(InstructionWords.init), file)
        case .base(let image): base(image, file)
        case .noFinding(let rule): noFinding(rule, file)
        }
    }

    private static func has(_ wanted: InstructionWords, _ file: Dockerfile) -> Verdict {
        if let statement = file.statements.first(where: wanted.matches) {
            return .passed(found: "line \(statement.firstLine): \(statement.original)")
        }
        let same = file.statements.first { $0.kind?.rawValue == wanted.keyword }
        let found = same.map { "line \($0.firstLine): \($0.original)" } ?? misspelt(wanted.keyword, file)
        return .failed(
            .init(
                found: found, expected: wanted.text,
                advice: same == nil ? "Add a line: \(wanted.text)" : "Change the line to: \(wanted.text)"))
    }

    private static func misspelt(_ keyword: String, _ file: Dockerfile) -> String {
        let unknown = file.statements.first {
            $0.kind == nil && Spelling.nearest(to: $0.keyword.value.uppercased(), among: [keyword]) != nil
        }
        return unknown.map { "line \($0.firstLine): \($0.keyword.value), which is no instruction" } ?? "no \(keyword)"
    }

    private static func lacks(_ unwanted: InstructionWords, _ file: Dockerfile) -> Verdict {
        guard let statement = file.statements.first(where: unwanted.matches) else {
            return .passed(found: "no \(unwanted.text)")
        }
        return .failed(
            .init(
                found: "line \(statement.firstLine): \(statement.original)", expected: "no \(unwanted.text)",
                advice: "Change or remove line \(statement.firstLine)."))
    }

    private static func order(_ wanted: [InstructionWords], _ file: Dockerfile) -> Verdict {
        var position = 0
        var last: (words: InstructionWords, line: Int)?
        for words in wanted {
            guard let index = file.statements[position...].firstIndex(where: words.matches) else {
                return outOfOrder(words, last, file)
            }
            last = (words, file.statements[index].firstLine)
            position = index + 1
        }
        return .passed(found: wanted.map(\.text).joined(separator: ", then "))
    }

    private static func outOfOrder(
        _ words: InstructionWords, _ last: (words: InstructionWords, line: Int)?, _ file: Dockerfile
    ) -> Verdict {
        let expected = last.map { "\(words.text) below \($0.words.text) (line \($0.line))" } ?? words.text
        guard let misplaced = file.statements.first(where: words.matches) else {
            return .failed(.init(found: "no \(words.text)", expected: expected, advice: "Add a line: \(words.text)"))
        }
        return .failed(
            .init(
                found: "\(words.text) in line \(misplaced.firstLine)", expected: expected,
                advice: "Move line \(misplaced.firstLine)."))
    }

    private static func base(_ image: String, _ file: Dockerfile) -> Verdict {
        let bases = file.statements.compactMap { statement -> String? in
            guard case .from(let from) = statement.instruction else { return nil }
            return from.image.value
        }
        guard let last = bases.last else {
            return .failed(.init(found: "no FROM", expected: "FROM \(image)", advice: "Begin with: FROM \(image)"))
        }
        if last == image { return .passed(found: "FROM \(last)") }
        return .failed(
            .init(found: "FROM \(last)", expected: "FROM \(image)", advice: "Change the last FROM to: FROM \(image)"))
    }

    private static func noFinding(_ rule: String, _ file: Dockerfile) -> Verdict {
        guard let finding = Linter().findings(in: file).first(where: { $0.rule.name == rule }) else {
            return .passed(found: "no finding of \(rule)")
        }
        return .failed(
            .init(
                found: "line \(finding.range.start.line): \(finding.message)", expected: "no finding of \(rule)",
                advice: finding.rule.cure))
    }
}
