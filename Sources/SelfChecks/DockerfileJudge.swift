import DockerfileSyntax
import LessonFormat
import Matching

/// Checks of a Dockerfile, on its instructions: another spelling of the same passes.
struct DockerfileJudge {
    private let file: Dockerfile
    private let read: ReadDockerfile
    private let mending: DockerfileMending

    /// - Parameter solution: the workspace's files as they should be; what is advised is taken from there.
    static func judge(
        _ path: String, _ expectation: DockerfileExpectation, _ evidence: Evidence, _ solution: [String: [UInt8]]
    ) -> Verdict {
        switch FileJudge.read(path, evidence) {
        case .failure(let verdict): verdict
        case .success(let bytes): DockerfileJudge(path, bytes, solution[path] ?? []).judge(expectation)
        }
    }

    private init(_ path: String, _ bytes: [UInt8], _ solution: [UInt8]) {
        file = Dockerfile.parse(utf8: bytes)
        read = ReadDockerfile(file)
        mending = DockerfileMending(path, read, bytes: bytes, solution: solution)
    }

    private func judge(_ expectation: DockerfileExpectation) -> Verdict {
        switch expectation {
        case .has(let keyword, let argument): has(InstructionWords(keyword, argument))
        case .hasNot(let keyword, let argument): lacks(InstructionWords(keyword, argument))
        case .order(let wanted): order(wanted.map(InstructionWords.init))
        case .base(let image): base(image)
        case .starts(let command): starts(command)
        case .noFinding(let rule): noFinding(rule)
        }
    }

    private func has(_ wanted: InstructionWords) -> Verdict {
        if let instruction = read.instructions.first(where: wanted.matches) { return .passed(found: instruction.place) }
        return .failed(
            .init(found: nearest(to: wanted), expected: mending.line(for: wanted), mend: mending.mend(for: wanted)))
    }

    /// What stands where the instruction should.
    private func nearest(to wanted: InstructionWords) -> String {
        let mend = mending.mend(for: wanted)
        if case .replace(let lines, let old, _) = mend.change {
            let unknown = read.instructions.first { $0.lines == lines && $0.statement.kind == nil }
            guard let unknown else { return "line \(lines.lowerBound): \(old)" }
            return "line \(lines.lowerBound): \(unknown.statement.keyword.value), which is not an instruction"
        }
        return mend == mending.missingBase ? mending.foundWithoutBase : "no \(wanted.text)"
    }

    private func lacks(_ unwanted: InstructionWords) -> Verdict {
        guard let instruction = read.instructions.first(where: unwanted.matches) else {
            return .passed(found: "no \(unwanted.text)")
        }
        return .failed(
            .init(
                found: instruction.place, expected: "no \(unwanted.text)",
                mend: Mend(mending.path, .remove(instruction.lines))))
    }

    // MARK: Order

    private func order(_ wanted: [InstructionWords]) -> Verdict {
        var position = 0
        var last: (words: InstructionWords, instruction: ReadInstruction)?
        for words in wanted {
            guard let index = read.instructions[position...].firstIndex(where: words.matches) else {
                return outOfOrder(words, last)
            }
            last = (words, read.instructions[index])
            position = index + 1
        }
        return .passed(found: wanted.map(\.text).joined(separator: ", then "))
    }

    private func outOfOrder(
        _ words: InstructionWords, _ last: (words: InstructionWords, instruction: ReadInstruction)?
    ) -> Verdict {
        let line = mending.line(for: words)
        let expected = last.map { "\(line) below \($0.words.text) (line \($0.instruction.line))" } ?? line
        guard let misplaced = read.instructions.first(where: words.matches), let last else {
            return .failed(.init(found: nearest(to: words), expected: expected, mend: mending.mend(for: words)))
        }
        let below = last.instruction.lines.upperBound
        return .failed(
            .init(
                found: "\(words.text) in line \(misplaced.line)", expected: expected,
                mend: Mend(mending.path, .move(misplaced.lines, below: below))))
    }

    // MARK: The base and the start

    private func base(_ image: String) -> Verdict {
        guard let base = read.base else {
            let wanted = InstructionWords("FROM", image)
            return .failed(
                .init(found: nearest(to: wanted), expected: "FROM \(image)", mend: mending.mend(for: wanted)))
        }
        if ReadDockerfile.areSame(base.image, image) { return .passed(found: "FROM \(base.image)") }
        let found = "line \(base.line): FROM \(base.image)"
        guard let from = read.instructions.first(where: { $0.line == base.line }) else {
            return .failed(.init(found: found, expected: "FROM \(image)", advice: "Take \(image) as the base."))
        }
        let own = from.statement.original
        let mended = own.contains(base.image) ? own.replacing(base.image, with: image, maxReplacements: 1) : ""
        return .failed(
            .init(
                found: found, expected: "FROM \(image)",
                mend: mending.replace(from, with: mended.isEmpty ? "FROM \(image)" : mended)))
    }

    private func starts(_ command: String) -> Verdict {
        let started = StartedProgram(read)
        let verdict = StartedProgram.judge(
            started, shown: read.startPlace, wanted: command, folder: read.folder)
        guard case .failed(let failure) = verdict, let mend = mendOfStart else { return verdict }
        if mend == mending.missingBase {
            return .failed(.init(found: mending.foundWithoutBase, expected: failure.expected, mend: mend))
        }
        let cause = started.arrayAdvice.map { $0 + " " } ?? ""
        return .failed(.init(found: failure.found, expected: failure.expected, cause: cause, mend: mend))
    }

    /// The change of the line that says what is started; nil where the solution does not say it either.
    private var mendOfStart: Mend? {
        guard let wanted = mending.solution.instructions.last(where: { $0.isStart }) else { return nil }
        let line = wanted.statement.original
        let starts = read.instructions.filter(\.isStart)
        // What was meant to be the line has another keyword, or none.
        guard let last = starts.last else { return mending.mend(for: InstructionWords(line)) }
        let own = starts.last { $0.keyword == wanted.keyword } ?? last
        if own.statement.original != line { return mending.replace(own, with: line) }
        if let other = starts.first(where: { $0.lines != own.lines }) {
            return Mend(mending.path, .remove(other.lines))
        }
        // A line above the last FROM counts for another stage.
        guard let end = read.instructions.last?.lines.upperBound, end > own.lines.upperBound else { return nil }
        return Mend(mending.path, .move(own.lines, below: end))
    }

    private func noFinding(_ rule: String) -> Verdict {
        guard let finding = Linter().findings(in: file).first(where: { $0.rule.name == rule }) else {
            return .passed(found: "no finding of \(rule)")
        }
        return .failed(
            .init(
                found: "line \(finding.range.start.line): \(finding.message)", expected: "no finding of \(rule)",
                advice: finding.cure))
    }
}

extension ReadInstruction {
    fileprivate var isStart: Bool { keyword == "CMD" || keyword == "ENTRYPOINT" }
}
