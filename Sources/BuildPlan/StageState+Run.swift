internal import DockerfileSyntax
internal import ImageFormat

extension StageState {
    func apply(
        _ run: Instruction.Run, escape: EscapeCharacter, origin: (String) -> FileOrigin
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
            expanded: (["RUN"] + flags + words + [script?.content ?? ""]).joined(separator: " "),
            arguments: scope.values)
    }

    private func runWords(_ run: Instruction.Run) -> ([String], script: InlineFile?) {
        switch run.program {
        case .exec(let words): (words, nil)
        case .shell(let text): (inShell(text), nil)
        case .script(let name, let content):
            (inShell(RunAction.scriptFolder + "/" + name), InlineFile(name: name, content: content))
        }
    }

    private func mount(
        _ flag: MountFlag, _ escape: EscapeCharacter, _ origin: (String) -> FileOrigin
    ) throws(InstructionError) -> RunMount {
        let mount: MountOptions
        do {
            mount = try flag.mount(escape: escape) { value(of: $0) }
        } catch {
            throw .invalidMount(Fault.mount(error).message)
        }
        let from = mount.from.flatMap { $0.isEmpty ? nil : origin($0) }
        let target = mount.target.map { ContainerPath.resolve($0, from: workingDirectory) }
        return RunMount(kind: kind(mount, from), target: target ?? Self.defaultTarget(mount))
    }

    private func kind(_ mount: MountOptions, _ from: FileOrigin?) -> RunMount.Kind {
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

    private static func secretID(_ mount: MountOptions) -> String {
        mount.id ?? mount.target.flatMap { $0.split(separator: "/").last.map(String.init) } ?? ""
    }

    private static func defaultTarget(_ mount: MountOptions) -> String {
        switch mount.kind {
        case .secret: "/run/secrets/" + secretID(mount)
        case .ssh: "/run/buildkit/ssh_agent.0"
        case .bind, .cache, .tmpfs: "/"
        }
    }
}

extension RunAction {
    /// The folder of a heredoc's script while it runs. It is used for scripts that begin with `#!`; the file has the
    /// heredoc's name.
    public static let scriptFolder = "/dev/pipes"
}
