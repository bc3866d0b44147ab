internal import DockerfileSyntax
internal import ImageFormat

extension StageState {
    func apply(
        _ run: Instruction.Run, escape: EscapeCharacter, origin: (String) -> CopyAction.Origin
    ) throws(InstructionError) -> StepEffect {
        if run.security?.value == .insecure {
            throw .unsupported(
                "RUN --security=insecure is not offered: a build never gets more rights than a container.")
        }
        if !run.devices.isEmpty { throw .unsupported("RUN --device is not offered.") }
        let (words, script) = runWords(run)
        var action = RunAction(
            arguments: words, script: script, environment: runEnvironment, workingDirectory: workingDirectory,
            user: config.user.flatMap { $0.isEmpty ? nil : $0 },
            network: run.network?.value == Instruction.Run.Network.none ? .none : .host)
        for flag in run.mounts { action.mounts.append(try mount(flag, escape, origin)) }
        let text = runText(words)
        let flags =
            run.mounts.map { "--mount=" + $0.text.value }
            + [run.network.map { "--network=\($0.value.rawValue)" }]
            .compactMap { $0 }
        return StepEffect(
            action: .run(action), history: text,
            expanded: (["RUN"] + flags + words + [script ?? ""]).joined(separator: " "), arguments: scope.values)
    }

    /// A lone heredoc is the script of the shell, or a file that runs itself where it says so with `#!`; behind a
    /// command, the heredocs go to the shell as they are.
    private func runWords(_ run: Instruction.Run) -> ([String], script: String?) {
        switch run.command {
        case .exec(let words): return (words.map(\.value), nil)
        case .shell(let text):
            guard let first = run.heredocs.first else { return (inShell(text.value), nil) }
            let isAlone = run.heredocs.count == 1 && Self.isHeredocMark(text.value)
            guard isAlone else {
                let bodies = run.heredocs.map { "\n" + $0.content.value + $0.name.value }
                return (inShell(text.value + bodies.joined()), nil)
            }
            guard first.text.hasPrefix("#!") else { return (inShell(first.text), nil) }
            return (inShell(RunAction.scriptPath), first.text)
        }
    }

    private static func isHeredocMark(_ text: String) -> Bool {
        let trimmed = text.drop { $0 == " " || $0 == "\t" }
        return trimmed.hasPrefix("<<") && !trimmed.contains { $0 == " " || $0 == "\t" }
    }

    private func mount(
        _ flag: MountFlag, _ escape: EscapeCharacter, _ origin: (String) -> CopyAction.Origin
    ) throws(InstructionError) -> RunMount {
        let mount: Mount
        do {
            mount = try flag.mount(escape: escape) { value(of: $0) }
        } catch {
            throw .invalidMount(Fault.mount(error).message)
        }
        let from = mount.from.flatMap { $0.isEmpty ? nil : origin($0) }
        let target = mount.target.map { ContainerPath.resolve($0, from: workingDirectory) }
        return RunMount(kind: kind(mount, from), target: target ?? Self.defaultTarget(mount))
    }

    private func kind(_ mount: Mount, _ from: CopyAction.Origin?) -> RunMount.Kind {
        switch mount.kind {
        case .bind:
            .bind(origin: from ?? .context, source: mount.source ?? "/", isWritable: !mount.isReadOnly)
        case .cache:
            .cache(
                id: mount.id ?? mount.target ?? "/", origin: from, source: mount.source ?? "/",
                sharing: (mount.sharing ?? .shared).rawValue, mode: mount.mode ?? 0o755, uid: mount.uid ?? 0,
                gid: mount.gid ?? 0, isReadOnly: mount.isReadOnly)
        case .tmpfs: .temporary(size: mount.size)
        case .secret:
            .secret(
                id: Self.secretID(mount), isRequired: mount.isRequired, mode: mount.mode ?? 0o400,
                uid: mount.uid ?? 0, gid: mount.gid ?? 0, variable: mount.variable)
        case .ssh:
            .agent(
                id: mount.id ?? "default", isRequired: mount.isRequired, mode: mount.mode ?? 0o600,
                uid: mount.uid ?? 0, gid: mount.gid ?? 0)
        }
    }

    private static func secretID(_ mount: Mount) -> String {
        mount.id ?? mount.target.flatMap { $0.split(separator: "/").last.map(String.init) } ?? ""
    }

    private static func defaultTarget(_ mount: Mount) -> String {
        switch mount.kind {
        case .secret: "/run/secrets/" + secretID(mount)
        case .ssh: "/run/buildkit/ssh_agent.0"
        case .bind, .cache, .tmpfs: "/"
        }
    }
}

extension RunAction {
    /// Where the script of a heredoc that names its interpreter lies while it runs.
    public static let scriptPath = "/dev/pipes/EOF"
}
