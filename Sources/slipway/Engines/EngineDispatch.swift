import ArgumentParser
import CommandLines
import Commands
import EngineRuns
import Engines
import Glibc
import Printing
import Processes
import Settings
import Surroundings

/// Which engine a command line is for, before it is read as one of ours: with `--engine docker` or `SLIPWAY_ENGINE=docker`
/// a command that docker has is docker's, word for word, and `build` tells in our events what docker's builder does.
enum EngineDispatch {
    /// The command line without `--engine`, whose choice becomes this process's variable. Does not return where the
    /// command is docker's.
    ///
    /// - Parameter isCalledDocker: whether the program was called by the name `docker`.
    static func words(of line: [String], isCalledDocker: Bool) -> [String] {
        let choice = isCalledDocker ? EngineChoice([]) : EngineChoice(line)
        if let name = choice.name ?? setting() { Surroundings.setVariable(EngineName.variable, to: name) }
        let words = isCalledDocker ? line : choice.words
        guard Program.inheritedVariables[EngineName.variable] != nil else { return words }
        let surroundings = Surroundings.ofThisProcess()
        let engine: EngineName
        do throws(UnknownEngine) { engine = try surroundings.engine() } catch {
            Complaint.print("\(error)")
            exit(RefusedContainer.status.rawValue)
        }
        guard engine == .docker else { return words }
        if let behindBuild = DockerCommands.buildWords(words) { build(behindBuild, all: words, in: surroundings) }
        guard isCalledDocker || DockerCommands.isFirst(of: words), !words.contains("--check") else { return words }
        // Where no daemon keeps images, they and what runs of them are our own.
        guard let docker = DockerProgram.find(in: surroundings) else {
            EngineWords.refuse(EngineWords.missing)
        }
        if DockerCommands.isFirst(of: words), isBuilderAlone(docker) { return words }
        EngineWords.refuse("docker cannot be started: errno \(docker.become(words))")
    }

    /// What the settings file says; nil where the variable does, and where the file says nothing that can be used: the lab
    /// and `slipway config` tell what is wrong with it.
    private static func setting() -> String? {
        let variables = Program.inheritedVariables
        guard variables[EngineName.variable] == nil else { return nil }
        let places: Set = ["HOME", "XDG_CONFIG_HOME", "SLIPWAY_CONFIG"]
        let file = SettingsFile(variables: variables.filter { places.contains($0.key) })
        guard let chosen = try? file.value(of: .engine), chosen.origin != .standard else { return nil }
        return chosen.value
    }

    /// Builds by docker, and ends this process.
    ///
    /// - Parameters:
    ///   - words: those behind `build`.
    ///   - all: the whole command line, which docker gets where it asks for what only docker has.
    private static func build(_ words: [String], all: [String], in surroundings: Surroundings) -> Never {
        guard let docker = DockerProgram.find(in: surroundings) else { EngineWords.refuse(EngineWords.missing) }
        ProgramStart.prepare(in: surroundings)
        do {
            guard let options = BuildCommandLine(words).options, options.path != "-", options.file != "-",
                GitAddress(options.path) == nil, !GitAddress.isPage(options.path)
            else { EngineWords.refuse("docker cannot be started: errno \(docker.become(all))") }
            exit(try EngineBuild(options, with: docker, in: surroundings).run() ? 0 : 1)
        } catch {
            Ending.end(with: error, of: Slipway.self, in: .running(BuildCommand.self))
        }
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
