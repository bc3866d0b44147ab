/// Commands of RUN.
enum CommandRules {
    private static let pointlessPrograms: Set<String> = [
        "free", "ifconfig", "kill", "mount", "ps", "reboot", "service", "shutdown", "ssh", "systemctl", "top", "vim",
    ]

    @Sendable static func pointless(_ subject: LintSubject) -> [Observation] {
        commands(subject) { pointlessPrograms.contains($0.program) }.map { word in
            Observation("`\(word.value)` makes no sense while an image is built", at: word.range)
        }
    }

    @Sendable static func sudo(_ subject: LintSubject) -> [Observation] {
        commands(subject) { $0.program == "sudo" }.map { Observation("sudo is not needed here", at: $0.range) }
    }

    private static func commands(
        _ subject: LintSubject, where isMeant: (LintRun.Command) -> Bool
    ) -> [Located<String>] {
        subject.commands.filter(isMeant).compactMap(\.words.first)
    }

    /// A `cd` at the head of a RUN; further on it may well be what is meant.
    @Sendable static func changesFolder(_ subject: LintSubject) -> [Observation] {
        subject.runs.compactMap { run in
            guard let command = run.commands.first, command.program == "cd", let word = command.words.first else {
                return nil
            }
            return Observation("`cd` counts for this RUN only", at: word.range)
        }
    }

    @Sendable static func consecutive(_ subject: LintSubject) -> [Observation] {
        subject.stages.flatMap { stage in
            zip(stage.statements, stage.statements.dropFirst()).compactMap { first, second in
                guard case .run(let before)? = first.instruction, case .run(let after)? = second.instruction,
                    isPlain(before), isPlain(after)
                else { return nil }
                return Observation("this RUN could be one with the RUN above it", at: second.keyword.range)
            }
        }
    }

    /// Commands with flags of their own, or that are long already, are better left alone.
    private static func isPlain(_ run: Instruction.Run) -> Bool {
        guard run.mounts.isEmpty, run.network == nil, run.security == nil, run.heredocs.isEmpty,
            case .shell(let text) = run.command
        else { return false }
        return !text.value.contains("&&") && !text.value.contains(";")
    }

    @Sendable static func pipes(_ subject: LintSubject) -> [Observation] {
        subject.runs.filter { !$0.shell.mindsPipes }.compactMap(pipe)
    }

    private static func pipe(in run: LintRun) -> Observation? {
        guard let word = run.commands.first(where: \.isPiped)?.words.first, !run.commands.contains(where: setsPipefail)
        else { return nil }
        return Observation("a failure of `\(word.value)` ahead of the pipe goes unnoticed", at: word.range)
    }

    private static func setsPipefail(_ command: LintRun.Command) -> Bool {
        command.program == "set" && command.arguments.contains { $0.value == "pipefail" }
    }

    /// `useradd -u 1000000` without `-l`; hadolint minds numbers of more than five digits.
    @Sendable static func largeUserNumber(_ subject: LintSubject) -> [Observation] {
        commands(subject) { command in
            let words = command.arguments.map(\.value)
            guard command.program == "useradd", !command.has("-l", "--no-log-init") else { return false }
            let next = zip(words, words.dropFirst()).first { $0.0 == "-u" || $0.0 == "--uid" }?.1
            let joined =
                words.first { $0.hasPrefix("--uid=") }?.dropFirst(6)
                ?? words.first { $0.hasPrefix("-u") && $0.count > 2 }?.dropFirst(2)
            return (next.map { $0[...] } ?? joined).map { $0.count > 5 && $0.allSatisfy(\.isNumber) } ?? false
        }.map { Observation("useradd without -l makes a large log of logins", at: $0.range) }
    }

    @Sendable static func wgetProgress(_ subject: LintSubject) -> [Observation] {
        commands(subject) { command in
            command.program == "wget" && !command.arguments.contains { saysLittle($0.value) }
        }.map { Observation("wget without --progress or -nv fills the log", at: $0.range) }
    }

    /// Whether wget draws no bar with an option: quiet, or into a file.
    private static func saysLittle(_ option: String) -> Bool {
        let long = ["--progress", "--quiet", "--no-verbose", "--output-file", "--append-output", "--version", "--help"]
        if option.hasPrefix("--") { return long.contains { option.hasPrefix($0) } }
        guard option.hasPrefix("-") else { return false }
        return option == "-nv" || option.dropFirst().prefix { $0.isLetter && $0 != "O" }.contains { "qoa".contains($0) }
    }

    @Sendable static func wgetAndCurl(_ subject: LintSubject) -> [Observation] {
        subject.stages.flatMap { stage -> [Observation] in
            let commands = stage.runs.flatMap(\.commands)
            let (wget, curl) = (commands.filter { $0.program == "wget" }, commands.filter { $0.program == "curl" })
            guard !wget.isEmpty, !curl.isEmpty else { return [] }
            return wget.compactMap(\.words.first).map { Observation("this stage uses curl too", at: $0.range) }
        }
    }
}
