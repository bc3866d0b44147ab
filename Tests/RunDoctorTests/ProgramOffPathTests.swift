import DockerWords
import Testing

@testable import RunDoctor

/// A program that the image has in a folder that is not on PATH.
struct ProgramOffPathTests {
    private func evidence(
        _ command: [String], _ life: RunEvidence.Life, _ found: ProgramOffPath, _ program: ProgramFile?,
        log: String = ""
    ) -> RunEvidence {
        RunEvidence(image: "my-app", command: command, life: life, program: program, offPath: found, log: log)
    }

    @Test func itIsNotCalledMissing() {
        let script = ProgramOffPath(name: "app.py", place: "/app.py", path: "/usr/bin:/bin")
        let refused = evidence(["app.py"], .refused("exec"), script, .missing(nearest: "ar", hasShell: true))
        #expect(RunDoctor.faults(in: refused) == [.programOffPath(script)])
        let shell = ProgramOffPath(name: "sh", place: "/bin/sh", path: "/none")
        let none = evidence(["sh"], .refused("exec"), shell, .missing(nearest: nil, hasShell: true))
        #expect(RunDoctor.faults(in: none) == [.programOffPath(shell)])
    }

    /// The shell of the shell form has a path of its own, and what it starts is looked for on PATH.
    @Test func whatAShellDidNotFindIsNotCalledMissingEither() {
        let python = ProgramOffPath(name: "python", place: "/usr/local/bin/python", path: "/app")
        let life = RunEvidence.Life.ended(status: 127, seconds: 0.2)
        let log = "/bin/sh: python: not found\n"
        let ended = evidence(["/bin/sh", "-c", "python app.py"], life, python, nil, log: log)
        #expect(RunDoctor.programMissed(in: log) == "python")
        #expect(RunDoctor.faults(in: ended) == [.programOffPath(python)])
        let other = evidence(["/bin/sh", "-c", "flask"], life, python, nil, log: "/bin/sh: flask: not found\n")
        #expect(RunDoctor.faults(in: other) == [.programMissing("flask", nearest: nil)])
    }

    @Test func theAdviceIsAboutTheFolderThatIsMissing() {
        let own = RunFault.programOffPath(
            ProgramOffPath(name: "app.py", place: "/app.py", isExecutable: false, path: "/usr/bin"))
        #expect(own.sentence.contains("as `/app.py`, but its folder is not on PATH: PATH is `/usr/bin`."))
        #expect(own.advice.hasPrefix("Write its path: `/app.py`."))
        #expect(own.advice.hasSuffix("Make it executable: RUN chmod +x /app.py."))
        let system = RunFault.programOffPath(
            ProgramOffPath(name: "python", place: "/usr/local/bin/python", path: "/app"))
        #expect(system.advice.contains("ENV PATH=/app:$PATH"))
        #expect(system.dockerFault?.name == "executable-not-found")
        let unseen = RunFault.programOffPath(ProgramOffPath(name: "ls", place: nil, path: ""))
        #expect(unseen.sentence == "`ls` is in no folder of PATH, which lacks the system's: PATH is empty.")
    }

    @Test func onlyFoldersThatPathLacksAreLookedInto() {
        let places = ProgramOffPath.places(of: "x", path: "/usr/bin/:/bin", workingDirectory: "/work/")
        #expect(places.contains("/work/x") && places.contains("/x") && places.contains("/usr/local/bin/x"))
        #expect(!places.contains("/usr/bin/x") && !places.contains("/bin/x"))
        #expect(ProgramOffPath.places(of: "./x", path: "/bin", workingDirectory: "/").isEmpty)
        #expect(ProgramOffPath.lacksSystem("/app:/usr/local/bin") && !ProgramOffPath.lacksSystem("/app:/bin"))
        #expect(ProgramOffPath.path(in: ["A=1", "PATH=/a"]) == "/a")
    }
}
