import DockerfileSyntax
import LessonFormat
import Matching

/// Which line of a Dockerfile was meant to be an instruction that it does not have, and how that line is to be. Where none
/// was, a new line, and its place.
struct DockerfileMending {
    let path: String
    let file: ReadDockerfile
    /// The Dockerfile's lines, as they are.
    let lines: [String]
    let solution: ReadDockerfile

    init(_ path: String, _ file: ReadDockerfile, bytes: [UInt8], solution: [UInt8]) {
        self.path = path
        self.file = file
        lines = Mend.lines(bytes).map { String(decoding: $0, as: UTF8.self) }
        self.solution = ReadDockerfile(Dockerfile.parse(utf8: solution))
    }

    func mend(for wanted: InstructionWords) -> Mend {
        let line = line(for: wanted)
        if let near = nearest(to: wanted) { return replace(near, with: spelled(near, as: wanted) ?? line) }
        if let comment = commentedOut(wanted) {
            return Mend(path, .replace(comment...comment, old: lines[comment - 1], new: line))
        }
        let place = place(of: wanted)
        if place == 0, wanted.keyword != "FROM", let missingBase { return missingBase }
        return Mend(path, .insert(line, below: place))
    }

    /// The FROM that all else stands below, where the file has none and no line that was meant to be one. It comes first,
    /// whichever check is judged: several lines that each begin the file would end up in reverse.
    var missingBase: Mend? {
        guard let first = solution.instructions.first, first.keyword == "FROM",
            !file.instructions.contains(where: { $0.isMeant(as: "FROM") }),
            commentedOut(InstructionWords(first.statement.original)) == nil
        else { return nil }
        return Mend(path, .insert(first.statement.original, below: 0))
    }

    /// What is found where `missingBase` is advised.
    var foundWithoutBase: String {
        lines.allSatisfy { $0.allSatisfy(\.isWhitespace) } ? "\(path) is empty" : "no FROM"
    }

    func replace(_ instruction: ReadInstruction, with line: String) -> Mend {
        Mend(path, .replace(instruction.lines, old: instruction.statement.original, new: line))
    }

    /// The instruction as the solution writes it.
    func line(for wanted: InstructionWords) -> String {
        solution.instructions.first(where: wanted.matches)?.statement.original ?? wanted.text
    }

    // MARK: The nearest line

    /// Instructions of which only one counts in a stage, so that one with other words is the wanted one with a mistake.
    private static let single: Set<String> = ["FROM", "WORKDIR", "EXPOSE", "CMD", "ENTRYPOINT", "USER", "HEALTHCHECK"]

    private func nearest(to wanted: InstructionWords) -> ReadInstruction? {
        var best: (instruction: ReadInstruction, score: Int)?
        for instruction in file.instructions where !servesAnother(instruction, than: wanted) {
            guard let score = score(instruction, wanted), score >= best?.score ?? 1 else { continue }
            best = (instruction, score)
        }
        return best?.instruction
    }

    /// How much an instruction has of what is wanted; nil where it was not meant to be that.
    private func score(_ instruction: ReadInstruction, _ wanted: InstructionWords) -> Int? {
        let exact = wanted.words.count { instruction.typedWords.contains($0) }
        let near = wanted.words.count { Spelling.nearest(to: $0, among: instruction.typedWords) != nil }
        guard instruction.isMeant(as: wanted.keyword) else {
            // A line for the shell, without RUN in front of it.
            let typed = Set(InstructionWords.split(instruction.statement.original))
            let hasAll = !wanted.words.isEmpty && wanted.words.allSatisfy(typed.contains)
            return instruction.statement.kind == nil && hasAll ? 3 : nil
        }
        guard Self.single.contains(wanted.keyword) || exact + near > 0 || wanted.words.isEmpty else { return nil }
        return 3 + 2 * exact + near
    }

    /// Whether the instruction is what another line of the solution is.
    private func servesAnother(_ instruction: ReadInstruction, than wanted: InstructionWords) -> Bool {
        solution.instructions.contains { other in
            !wanted.matches(other) && instruction.isMeant(as: other.keyword ?? "")
                && !other.words.isEmpty && other.words.allSatisfy(instruction.typedWords.contains)
        }
    }

    /// The learner's own line with the keyword spelled right, where nothing else is wrong with it.
    private func spelled(_ instruction: ReadInstruction, as wanted: InstructionWords) -> String? {
        let typed = instruction.statement.keyword.value
        guard instruction.statement.kind == nil, instruction.lines.count == 1, instruction.isMeant(as: wanted.keyword),
            instruction.statement.original.hasPrefix(typed)
        else { return nil }
        let line = wanted.keyword + instruction.statement.original.dropFirst(typed.count)
        return ReadDockerfile(Dockerfile.parse(line)).instructions.contains(where: wanted.matches) ? line : nil
    }

    /// The line of a comment that would be the wanted instruction without its `#`.
    private func commentedOut(_ wanted: InstructionWords) -> Int? {
        let index = lines.firstIndex { line in
            let text = line.drop { $0 == " " || $0 == "\t" }
            guard text.hasPrefix("#") else { return false }
            let line = String(text.drop { $0 == "#" || $0 == " " || $0 == "\t" })
            return ReadDockerfile(Dockerfile.parse(line)).instructions.contains(where: wanted.matches)
        }
        return index.map { $0 + 1 }
    }

    // MARK: The place of a new line

    /// Below the instructions that precede it in the solution, as far as the learner has them.
    private func place(of wanted: InstructionWords) -> Int {
        let own = solution.instructions.firstIndex(where: wanted.matches) ?? solution.instructions.count
        for other in solution.instructions[..<own].reversed() {
            let above = file.instructions.last { instruction in
                instruction.keyword == other.keyword && other.words.allSatisfy(instruction.words.contains)
            }
            if let above { return above.lines.upperBound }
        }
        if wanted.keyword == "FROM" { return 0 }
        return file.instructions.last { $0.keyword == "FROM" }?.lines.upperBound ?? 0
    }
}

extension ReadInstruction {
    var lines: ClosedRange<Int> { line...max(line, statement.lastLine) }

    /// The words behind the keyword; those of a line with an unknown keyword too.
    var typedWords: [String] {
        guard statement.kind == nil else { return words }
        return InstructionWords.split(String(statement.original.dropFirst(statement.keyword.value.count)))
    }

    /// Whether the keyword is that one, or was meant to be.
    func isMeant(as wanted: String) -> Bool {
        if keyword == wanted { return true }
        return statement.kind == nil
            && Spelling.nearest(to: statement.keyword.value.uppercased(), among: [wanted]) != nil
    }
}
