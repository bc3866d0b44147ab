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
        switch EngineRoute(of: words, engine: engine, isCalledDocker: isCalledDocker) {
        case .own: return words
        case .build(let options): build(options, in: surroundings)
        case .docker: become(docker(in: surroundings), words)
        case .dockerWithDaemon:
            let docker = docker(in: surroundings)
            if docker.isBuilderAlone { return words }
            become(docker, words)
        }
    }

    /// What the settings file says; nil where the variable does, and where the file says nothing that can be used: the lab
    /// and `slipway config` tell what is wrong with it.
    private static func setting() -> String? {
        let variables = Program.inheritedVariables
        return variables[EngineName.variable] == nil ? SettingsFile(variables: variables).written(.engine) : nil
    }

    /// Builds by docker, and ends this process.
    private static func build(_ options: BuildOptions, in surroundings: Surroundings) -> Never {
        let docker = docker(in: surroundings)
        ProgramStart.prepare(in: surroundings)
        do { exit(try EngineBuild(options, with: docker, in: surroundings).run() ? 0 : 1) } catch {
            Ending.end(with: error, of: Slipway.self, in: .running(makesContainer: false))
        }
    }

    private static func become(_ docker: DockerProgram, _ words: [String]) -> Never {
        refuse("docker cannot be started: errno \(docker.become(words))")
    }

    private static func docker(in surroundings: Surroundings) -> DockerProgram {
        guard let docker = DockerProgram.find(in: surroundings) else {
            refuse(
                "there is no docker on PATH. Install Docker, or build with --engine own, which needs none. `slipway doctor` lists the engines that work here."
            )
        }
        return docker
    }

    /// Says why the command cannot be done, and ends the program.
    private static func refuse(_ reason: String) -> Never {
        Complaint.print(PrintableText(lines: reason))
        exit(1)
    }
}
