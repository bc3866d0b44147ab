import DockerfileSyntax
import LessonFormat
import Matching

/// Checks of a Dockerfile, on its instructions: another spelling of the same passes.
enum DockerfileJudge {
    static func judge(_ path: String, _ expectation: DockerfileExpectation, _ evidence: Evidence) -> Verdict {
        switch FileJudge.read(path, evidence) {
        case .failure(let verdict): verdict
        case .success(let bytes): judge(Dockerfile.parse(utf8: bytes), expectation)
        }
    }

    private static func judge(_ file: Dockerfile, _ expectation: DockerfileExpectation) -> Verdict {
        let read = ReadDockerfile(file)
        return switch expectation {
        case .has(let keyword, let argument): has(InstructionWords(keyword, argument), read)
        case .hasNot(let keyword, let argument): lacks(InstructionWords(keyword, argument), read)
        case .order(let wanted): order(wanted.map(InstructionWords.init), read)
        case .base(let image): base(image, read)
        case .starts(let command):
            StartedProgram.judge(StartedProgram(read), shown: read.startPlace, wanted: command, folder: read.folder)
        case .noFinding(let rule): noFinding(rule, file)
        }
    }

    private static func has(_ wanted: InstructionWords, _ file: ReadDockerfile) -> Verdict {
        if let instruction = file.instructions.first(where: wanted.matches) { return .passed(found: instruction.place) }
        let same = file.instructions.last { $0.keyword == wanted.keyword }
        let found = same?.place ?? misspelt(wanted.keyword, file)
        return .failed(
            .init(
                found: found, expected: wanted.text,
                advice: same == nil ? "Add a line: \(wanted.text)" : "Change the line to: \(wanted.text)"))
    }

    private static func misspelt(_ keyword: String, _ file: ReadDockerfile) -> String {
        let unknown = file.instructions.map(\.statement).first {
            $0.kind == nil && Spelling.nearest(to: $0.keyword.value.uppercased(), among: [keyword]) != nil
        }
        return unknown.map { "line \($0.firstLine): \($0.keyword.value), which is not an instruction" }
            ?? "no \(keyword)"
    }

    private static func lacks(_ unwanted: InstructionWords, _ file: ReadDockerfile) -> Verdict {
        guard let instruction = file.instructions.first(where: unwanted.matches) else {
            return .passed(found: "no \(unwanted.text)")
        }
        return .failed(
            .init(
                found: instruction.place, expected: "no \(unwanted.text)",
                advice: "Change or remove line \(instruction.line)."))
    }

    private static func order(_ wanted: [InstructionWords], _ file: ReadDockerfile) -> Verdict {
        var position = 0
        var last: (words: InstructionWords, line: Int)?
        for words in wanted {
            guard let index = file.instructions[position...].firstIndex(where: words.matches) else {
                return outOfOrder(words, last, file)
            }
            last = (words, file.instructions[index].line)
            position = index + 1
        }
        return .passed(found: wanted.map(\.text).joined(separator: ", then "))
    }

    private static func outOfOrder(
        _ words: InstructionWords, _ last: (words: InstructionWords, line: Int)?, _ file: ReadDockerfile
    ) -> Verdict {
        let expected = last.map { "\(words.text) below \($0.words.text) (line \($0.line))" } ?? words.text
        guard let misplaced = file.instructions.first(where: words.matches) else {
            let near = file.instructions.last { $0.keyword == words.keyword }?.place
            return .failed(
                .init(found: near ?? "no \(words.text)", expected: expected, advice: "Add a line: \(words.text)"))
        }
        return .failed(
            .init(
                found: "\(words.text) in line \(misplaced.line)", expected: expected,
                advice: "Move line \(misplaced.line) below line \(last?.line ?? 1)."))
    }

    private static func base(_ image: String, _ file: ReadDockerfile) -> Verdict {
        guard let base = file.base else {
            return .failed(
                .init(found: misspelt("FROM", file), expected: "FROM \(image)", advice: "Begin with: FROM \(image)"))
        }
        if ReadDockerfile.areSame(base.image, image) { return .passed(found: "FROM \(base.image)") }
        return .failed(
            .init(
                found: "line \(base.line): FROM \(base.image)", expected: "FROM \(image)",
                advice: "Change line \(base.line) to: FROM \(image)"))
    }

    private static func noFinding(_ rule: String, _ file: Dockerfile) -> Verdict {
        guard let finding = Linter().findings(in: file).first(where: { $0.rule.name == rule }) else {
            return .passed(found: "no finding of \(rule)")
        }
        return .failed(
            .init(
                found: "line \(finding.range.start.line): \(finding.message)", expected: "no finding of \(rule)",
                advice: finding.cure))
    }
}
