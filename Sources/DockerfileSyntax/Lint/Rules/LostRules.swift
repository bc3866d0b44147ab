/// What a build takes without a word, though it does something else than was meant.
enum LostRules {
    /// A comment behind an instruction that takes it for names or for a part of its value.
    @Sendable static func comments(_ subject: LintSubject) -> [Observation] {
        subject.dockerfile.statements.compactMap { statement in
            guard let kind = statement.kind else { return nil }
            return comment(behind: statement).map { comment(at: $0, in: kind) }
        }
    }

    static func comment(at place: SourceRange, in kind: Keyword) -> Observation {
        Observation(
            Fault.commentBehind(kind).message, at: place,
            cure: "the comment on a line of its own, above \(kind.rawValue)")
    }

    private static func comment(behind statement: Statement) -> SourceRange? {
        let words = statement.arguments.dropFirst()
        switch statement.instruction {
        case .arg: return words.first { $0.value.hasPrefix("#") }?.range
        case .volume where !statement.isExecForm: return words.first { $0.value.hasPrefix("#") }?.range
        // A file may have a name like `#1`.
        case .copy where !statement.isExecForm, .add where !statement.isExecForm:
            return words.first { $0.value == "#" || $0.value == "##" }?.range
        case .user(let text), .workdir(let text): return comment(in: text)
        case .env(let pairs), .label(let pairs):
            return pairs.isLegacyForm ? pairs.pairs.first.flatMap { comment(in: $0.value) } : nil
        default: return nil
        }
    }

    /// The place of a `#` behind a blank, and of all behind it.
    private static func comment(in text: Located<String>) -> SourceRange? {
        let bytes = Array(text.value.utf8)
        guard let sign = bytes.indices.dropFirst().first(where: { bytes[$0] == .hash && bytes[$0 - 1].isBlank }) else {
            return nil
        }
        return text.part(sign..<bytes.count).range
    }

    /// A RUN that ends with what only the shell of this RUN would know.
    @Sendable static func shellState(_ subject: LintSubject) -> [Observation] {
        subject.runs.compactMap { run in
            guard let last = run.commands.last, let word = last.words.first,
                ["cd", "export", "alias", "source", "."].contains(word.value)
            else { return nil }
            let message = "`\(word.value)` at the end of a RUN has no effect, since each RUN has a shell of its own"
            return Observation(
                message, at: word.range, cure: run.commands.count == 1 ? instruction(for: last) : nil)
        }
    }

    /// WORKDIR for `cd`, ENV for `export`; nil where more than one word stands behind it.
    private static func instruction(for command: LintRun.Command) -> String? {
        guard command.words.count == 2, let word = command.arguments.first?.value else { return nil }
        switch command.words[0].value {
        case "cd": return "WORKDIR \(word)"
        case "export": return word.contains("=") && !word.contains(" ") ? "ENV \(word)" : nil
        default: return nil
        }
    }

    /// An archive that ADD leaves as it is, where no RUN of the stage unpacks it.
    @Sendable static func packedFiles(_ subject: LintSubject) -> [Observation] {
        subject.stages.flatMap { stage -> [Observation] in
            guard !stage.runs.contains(where: { $0.commands.contains(where: unpacks) }) else { return [] }
            return stage.every { if case .add(let add) = $0 { add } else { nil } }.flatMap(\.value.files.sources)
                .filter { source in [".zip", ".7z", ".rar"].contains { source.value.lowercased().hasSuffix($0) } }
                .map { Observation("ADD does not unpack `\($0.value)`, only tar archives", at: $0.range) }
        }
    }

    private static func unpacks(_ command: LintRun.Command) -> Bool {
        ["unzip", "bsdtar", "7z", "7za", "unrar"].contains(command.program)
            || command.arguments.contains { $0.value.contains("zipfile") || $0.value.contains("unzip") }
    }

    /// A CMD beside an ENTRYPOINT whose shell does not look at it.
    @Sendable static func unreadCommand(_ subject: LintSubject) -> [Observation] {
        subject.stages.flatMap { stage -> [Observation] in
            let entries = stage.every { if case .entrypoint(let command) = $0 { command } else { nil } }
            guard let entry = entries.last, case .shell(let text) = entry.value, !text.value.isEmpty,
                !["$@", "$*", "$0", "$1"].contains(where: { text.value.contains($0) })
            else { return [] }
            return stage.every { if case .cmd(let command) = $0 { command } else { nil } }.compactMap { found in
                guard found.value != .exec([]) else { return nil }
                let line = entry.statement.firstLine
                return Observation(
                    "CMD is ignored, since ENTRYPOINT in line \(line) is in the shell form",
                    at: found.statement.keyword.range)
            }
        }
    }
}
