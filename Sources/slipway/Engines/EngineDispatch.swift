import ArgumentParser
import CommandLines
import Engines
import Glibc
import Printing
import Settings
import Surroundings

/// Which engine a command line is for, before it is read as one of ours: with `--engine docker` or `SLIPWAY_ENGINE=docker`
/// a command that docker has is docker's, word for word, and `build` tells in our events what docker's builder does.
enum EngineDispatch {
    /// Docker's commands; all others are Slipway's own whatever the engine is. `import`, `login` and the like are not in
    /// the lab's way, and are docker's as well.
    private static let commands: Set<String> = [
        "attach", "builder", "buildx", "commit", "container", "context", "cp", "create", "diff", "events", "exec",
        "export", "history", "image", "images", "import", "info", "inspect", "kill", "load", "login", "logout", "logs",
        "network", "pause", "port", "ps", "pull", "push", "rename", "restart", "rm", "rmi", "run", "save", "search",
        "start", "stats", "stop", "system", "tag", "top", "unpause", "update", "version", "volume", "wait", "compose",
    ]

    /// The command line without `--engine`, whose choice becomes this process's variable. Does not return where the
    /// command is docker's.
    ///
    /// - Parameter isCalledDocker: whether the program was called by the name `docker`.
    static func words(of line: [String], isCalledDocker: Bool) -> [String] {
        let choice = isCalledDocker ? EngineChoice([]) : EngineChoice(line)
        if let name = choice.name ?? setting() { setenv(EngineName.variable, name, 1) }
        let words = isCalledDocker ? line : choice.words
        guard getenv(EngineName.variable) != nil else { return words }
        let surroundings = Surroundings.ofThisProcess()
        let engine: EngineName
        do throws(UnknownEngine) { engine = try surroundings.engine() } catch {
            Complaint.print("\(error)")
            exit(Ending.refusal.rawValue)
        }
        guard engine == .docker else { return words }
        if let build = buildWords(words) { EngineBuild.run(build, all: words, in: surroundings) }
        guard isCalledDocker || commands.contains(words.first ?? ""), !words.contains("--check") else { return words }
        // Where no daemon keeps images, they and what runs of them are our own.
        guard let docker = DockerProgram.find(in: surroundings) else {
            EngineWords.refuse(EngineWords.missing)
        }
        if !commands.isDisjoint(with: words.prefix(1)), isBuilderAlone(docker) { return words }
        EngineWords.refuse("docker cannot be started: errno \(docker.become(words))")
    }

    /// What the settings file says; nil where the variable does, and where the file says nothing that can be used: the lab
    /// and `slipway config` tell what is wrong with it.
    private static func setting() -> String? {
        guard getenv(EngineName.variable) == nil else { return nil }
        var variables: [String: String] = [:]
        for name in ["HOME", "XDG_CONFIG_HOME", "SLIPWAY_CONFIG"] {
            if let value = getenv(name) { variables[name] = String(cString: value) }
        }
        guard let chosen = try? SettingsFile(variables: variables).value(of: .engine), chosen.origin != .standard else {
            return nil
        }
        return chosen.value
    }

    /// The words behind `build`; nil for another command.
    private static func buildWords(_ words: [String]) -> [String]? {
        let groups: Set<String> = ["image", "builder", "buildx"]
        let place = groups.contains(words.first ?? "") ? 1 : 0
        // What is wrong with a Dockerfile our own checks say, whoever builds it.
        guard words.indices.contains(place), words[place] == "build", !words.contains("--check") else { return nil }
        return Array(words[(place + 1)...])
    }

    /// Whether there is a builder and no daemon: asked only where the client has buildx, since it takes a moment.
    private static func isBuilderAlone(_ docker: DockerProgram) -> Bool {
        guard !docker.ask(["version", "--format", "{{.Server.Version}}"]).isSuccess else { return false }
        return DockerEngine.probe(docker).buildsElsewhere
    }
}

/// Words about engines that several commands say.
enum EngineWords {
    static let missing =
        "there is no docker on PATH. Install Docker, or build with --engine own, which needs none. `slipway doctor` lists the engines that work here."

    /// Says why, and ends.
    static func refuse(_ reason: String) -> Never {
        Complaint.print(PrintableText(lines: reason))
        exit(1)
    }
}
