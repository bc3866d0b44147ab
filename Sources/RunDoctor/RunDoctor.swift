internal import DockerfileSyntax

/// Says why a container ended, does not answer, or could not start. Values in, values out.
///
/// Each rule looks for something that the evidence shows; where it shows nothing there is no fault, never a guess.
public enum RunDoctor {
    /// The faults that the evidence shows, the one to mend first in front.
    public static func faults(in evidence: RunEvidence) -> [RunFault] {
        guard !evidence.wasStopped else { return [] }
        switch evidence.life {
        case .refused: return [start(evidence) ?? said(evidence)].compactMap { $0 }
        case .ended(let status, let seconds): return ended(evidence, status, seconds).map { [$0] } ?? []
        case .running(let seconds): return ports(evidence, seconds)
        }
    }

    /// An end within this many seconds counts as one at once.
    static let atOnce = 3.0

    private static func ended(_ evidence: RunEvidence, _ status: Int32, _ seconds: Double) -> RunFault? {
        if evidence.isOutOfMemory { return .outOfMemory }
        // A program that ran for a while did start, so its name was right.
        if status != 0, seconds < atOnce, let fault = start(evidence) { return fault }
        if status != 0, let fault = said(evidence) { return fault }
        if status > 128, status <= 128 + 64 { return .signal(status - 128) }
        guard status == 0, seconds < atOnce else { return nil }
        return foreground(evidence)
    }

    private static func said(_ evidence: RunEvidence) -> RunFault? {
        var status: Int32?
        if case .ended(let number, _) = evidence.life { status = number }
        let fault =
            PythonLog.fault(in: evidence.log, hasInput: evidence.hasInput)
            ?? ShellLog.fault(in: evidence.log, user: evidence.user, status: status)
        guard case .programMissing(let name, _)? = fault, let found = evidence.offPath, found.name == name else {
            return fault
        }
        return .programOffPath(found)
    }

    /// The program that a shell did not find, by what it said of that.
    public static func programMissed(in log: String) -> String? {
        guard case .programMissing(let name, _)? = ShellLog.fault(in: log, user: nil, status: nil) else { return nil }
        return name
    }

    // MARK: What was to start

    private static func start(_ evidence: RunEvidence) -> RunFault? {
        if let first = evidence.typed.first, wasReached(evidence) {
            if first.hasPrefix("-"), first.count > 1, !isLineForShell(evidence) {
                return .optionsAfterImage(evidence.typed)
            }
            if isPasted(evidence.typed) { return .pastedText(evidence.typed) }
        }
        if let line = shellLine(evidence.command), BrokenArray(line) != nil { return .arrayIsShellLine(line) }
        if let fault = runtime(evidence) { return fault }
        guard let name = evidence.command.first, let program = evidence.program else { return nil }
        return fault(of: program, named: name, evidence)
    }

    /// Whether the words that were typed can be to blame. Words that are arguments of an ENTRYPOINT cannot, if that did
    /// not start.
    private static func wasReached(_ evidence: RunEvidence) -> Bool {
        guard evidence.command.first != evidence.typed.first else { return true }
        if case .missing? = evidence.program { return false }
        switch evidence.life {
        case .refused: return false
        case .ended(let status, _): return status != 126 && status != 127
        case .running: return true
        }
    }

    /// Whether the words are a line for the shell that the container runs: `run --entrypoint sh IMAGE -c LINE`.
    private static func isLineForShell(_ evidence: RunEvidence) -> Bool {
        guard let name = evidence.command.first, isPlainShell(name) || isOtherShell(name) else { return false }
        return evidence.typed.count > 1 && evidence.typed[0].hasSuffix("c")
    }

    /// What the runtime said of the folder or the user, before there was a program.
    private static func runtime(_ evidence: RunEvidence) -> RunFault? {
        guard case .refused(let words) = evidence.life else { return nil }
        if let user = words.quoted(after: "has no user ") ?? words.quoted(after: "unable to find user ") {
            return .unknownUser(user)
        }
        if words.contains("chdir") || words.contains("working directory") {
            guard let path = words.split(separator: "`").dropFirst().first.map(String.init) else { return nil }
            return words.lowercased().contains("not a directory")
                ? .workingFolderIsFile(path) : .workingFolderMissing(path)
        }
        return nil
    }

    private static func fault(of program: ProgramFile, named name: String, _ evidence: RunEvidence) -> RunFault? {
        switch program {
        case .missing(let nearest, let hasShell):
            if shellWords.contains(name) { return .shellWord(name) }
            if let found = evidence.offPath, found.name == name { return .programOffPath(found) }
            if name.contains(" ") { return .commandIsOneWord(name) }
            if hasShell, isOtherShell(name) { return .shellMissing(name, command: shellCommand(for: name, evidence)) }
            if !hasShell, nearest == nil, isOtherShell(name) || isPlainShell(name) {
                return .noShell(name, isShellForm: shellLine(evidence.command) != nil)
            }
            return .programMissing(name, nearest: nearest)
        case .folder(let path): return .programIsFolder(path)
        case .file(let path, let isExecutable, let head, let hasInterpreter):
            if let interpreter = ProgramFile.interpreter(in: head) {
                if head.prefix(while: { $0 != 0x0A }).last == 0x0D { return .carriageReturn(path) }
                if hasInterpreter == false { return .interpreterMissing(script: path, interpreter: interpreter) }
                return isExecutable ? nil : .notExecutable(path)
            }
            guard isExecutable else { return .notExecutable(path) }
            if let machine = ProgramFile.machine(in: head) {
                guard let host = evidence.machine, host != machine else { return nil }
                return .wrongMachine(
                    program: path, built: ProgramFile.name(ofMachine: machine), host: ProgramFile.name(ofMachine: host))
            }
            return isScript(head) ? .noInterpreterLine(path) : nil
        }
    }

    /// Whether a name or a path is that of a shell that small images do without.
    private static func isOtherShell(_ name: String) -> Bool {
        name.split(separator: "/").last.map { ["bash", "zsh", "ash", "fish"].contains($0) } ?? false
    }

    /// Whether it is the shell of the shell form.
    private static func isPlainShell(_ name: String) -> Bool { name.split(separator: "/").last == "sh" }

    /// The `run` with sh in place of the missing shell; nil if more words were typed, because only bash may understand
    /// them.
    private static func shellCommand(for name: String, _ evidence: RunEvidence) -> String? {
        guard evidence.typed == [name], evidence.command == [name] else { return nil }
        return "docker run -it \(evidence.image) sh"
    }

    /// Commands of a shell that no image has as programs.
    private static let shellWords: Set<String> = [
        "cd", "export", "source", ".", "alias", "unset", "set", "exit", "eval", "exec", "trap", "ulimit", "umask",
        "shift", "local", "readonly", "if", "for", "while",
    ]

    /// Whether a file is text, which the kernel cannot start without `#!`.
    private static func isScript(_ head: [UInt8]) -> Bool { !head.isEmpty && !head.contains(0) }

    /// The line of the shell form; nil for any other command.
    static func shellLine(_ command: [String]) -> String? {
        guard command.count == 3, command[1] == "-c", ["/bin/sh", "sh", "/bin/bash", "bash"].contains(command[0]) else {
            return nil
        }
        return command[2]
    }

    private static func isPasted(_ words: [String]) -> Bool {
        let prompts: Set<String> = ["$", "#", "%", ">", ">>>", "=>", "Step", "Successfully", "CONTAINER", "REPOSITORY"]
        return words.first.map { prompts.contains($0) || $0.hasPrefix("=>") || $0.contains("@") && $0.hasSuffix("$") }
            ?? false
    }

    // MARK: An end at once

    private static func foreground(_ evidence: RunEvidence) -> RunFault? {
        let line = shellLine(evidence.command)
        let words = line.map { $0.split(separator: " ").map(String.init) } ?? evidence.command
        guard let first = words.first else { return nil }
        let program = first.split(separator: "/").last.map(String.init) ?? first
        if line != nil && words.last == "&" || isDaemon(program, Array(words.dropFirst())) {
            return .wentToBackground(program: words.joined(separator: " "))
        }
        // What it was given to read, it may have read to the end.
        guard !evidence.hasInput else { return nil }
        let waiting: Set<String> = ["sh", "bash", "ash", "dash", "zsh", "python", "python3", "node", "irb", "cat"]
        guard waiting.contains(program), words.count == 1 else { return nil }
        return .nothingInForeground(program: program)
    }

    /// Whether a command starts something that goes on without it; `nginx -t` and `service cron status` do not.
    private static func isDaemon(_ program: String, _ arguments: [String]) -> Bool {
        switch program {
        case "service": return arguments.last == "start" || arguments.last == "restart"
        case "nginx":
            let ends: Set<String> = ["-t", "-T", "-v", "-V", "-h", "-?", "-s"]
            return !arguments.joined(separator: " ").contains("daemon off") && ends.isDisjoint(with: arguments)
        default: return false
        }
    }

    // MARK: Ports

    private static func ports(_ evidence: RunEvidence, _ seconds: Double) -> [RunFault] {
        guard let listeners = evidence.listeners else { return [] }
        let open = listeners.filter { !$0.isLoopback }.map(\.port)
        if evidence.published.isEmpty {
            let port = open.first ?? listeners.first?.port
            guard let port, evidence.exposed.contains(port) || !open.isEmpty || evidence.exposed.isEmpty else {
                return []
            }
            let cure = LoopbackCure.of(evidence.command)
            return [.nothingPublished(port: port)] + (open.isEmpty ? [.listensOnLoopback(port: port, cure: cure)] : [])
        }
        return evidence.published.compactMap { port in
            if open.contains(port.container) { return nil }
            if listeners.contains(where: { $0.port == port.container }) {
                return .listensOnLoopback(port: port.container, cure: LoopbackCure.of(evidence.command))
            }
            if !listeners.isEmpty {
                return .listensElsewhere(ports: Array(Set(listeners.map(\.port))).sorted(), published: port)
            }
            return seconds < atOnce ? nil : .nothingListens(seconds: Int(seconds))
        }
    }
}
