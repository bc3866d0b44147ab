import ArgumentParser
import CommandLines
import Testing

@Suite struct BuildCommandLineTests {
    /// Every option that `build` has, once.
    static let all = [
        "--stop-before", "7", "-t", "a:1", "-t", "b:2", "--file", "x/Dockerfile", "--build-arg", "A=1", "--target",
        "base", "--label", "l=m", "--secret", "id=s,src=f", "--platform", "linux/amd64", "--network", "none", "--pull",
        "--no-cache", "--check", "--quiet", "--explain", "--push", "--dry-run", "--twice", "--no-cache-filter", "base",
        "--cache-from", "type=local,src=c", "--cache-to", "type=local,dest=c", "--output", "type=tar,dest=o",
        "--progress", "plain", "--format", "json", "--builder", "b", "--call", "check", "--provenance", "false",
        "--sbom", "false", "--allow", "network.host", "--iidfile", "i",
        "--metadata-file", "m", ".",
    ]

    @Test func everyOptionIsWrittenAsItIsRead() {
        #expect(BuildCommandLine(Self.all).options?.words == Self.all)
        #expect(BuildCommandLine(["."]).options?.words == ["."])
    }

    @Test func noOptionIsMissingAbove() throws {
        let help = BuildOptions.helpMessage()
        let names = help.split { !$0.isLetter && $0 != "-" }.filter { $0.hasPrefix("--") }.map(String.init)
        let written = Set(Self.all).union(["--tag", "--help", "--mount"])
        for name in Set(names) { #expect(written.contains(name), "\(name) is not in the list") }
        #expect(names.count > 15)
    }

    @Test(arguments: ["--build-arg=-x=1", "--label=--a=b", "--file=-"])
    func valuesThatLookLikeOptionsStayValues(_ word: String) {
        let options = BuildCommandLine([word, "--", "-folder"]).options
        #expect(options != nil)
        #expect(BuildCommandLine(options?.words ?? []).options?.words == options?.words)
    }

    @Test(arguments: [
        ["-t", "a:1", "."], ["--tag", "a:1", "."], ["--tag=a:1", "."], [".", "--tag", "a:1"],
        ["-t", "a:1", "--tag", "b:2", "."],
    ])
    func aBuildThatStopsHasNoName(_ words: [String]) {
        #expect(BuildCommandLine(words).stopping(before: 4).words == ["--stop-before", "4", "."])
    }

    @Test func whatTheCommandRefusesIsHandedToItAsItIs() {
        let line = BuildCommandLine(["--nonsense", "."])
        #expect(line.options == nil)
        #expect(line.stopping(before: 4).words == ["--nonsense", "."])
    }
}

@Suite struct RunCommandLineTests {
    @Test(
        arguments: [
            ("-p 5000:5000 a:1", "a:1", ["5000:5000"], "http://localhost:5000"),
            (
                "--publish=127.0.0.1:8080:80/tcp --name n a:1 sh -p 1:2", "a:1", ["127.0.0.1:8080:80/tcp"],
                "http://localhost:8080"
            ),
            ("-p 5000 -e A=b a:1", "a:1", ["5000"], nil), ("--rm a:1 ls", "a:1", [], nil),
            ("--nonsense a:1", "", [], nil),
        ] as [(String, String, [String], String?)])
    func saysWhatItRuns(_ words: String, _ image: String, _ ports: [String], _ url: String?) {
        let line = RunCommandLine(words.split(separator: " ").map(String.init))
        #expect(line.image == image && line.ports == ports && line.url == url)
    }

    @Test func isWrittenFromAnImageAndItsPorts() {
        #expect(RunCommandLine(image: "a:1", ports: ["80:8080"]).words == ["-p", "80:8080", "a:1"])
    }
}

@Suite struct LabCommandTests {
    @Test func aRaceIsWhatTheLabShows() {
        let race = RaceCommandLine(["a", "b", "--edit", "c d"]).map { PaneCommand.race($0) }
        #expect(race != nil && PaneCommand("slipway race a b --edit 'c d'") == race)
    }

    @Test(
        arguments: [
            ("docker build -t hello:v2 .", .build(BuildCommandLine(["-t", "hello:v2", "."]))),
            ("slipway build --build-arg 'A=b c' .", .build(BuildCommandLine(["--build-arg", "A=b c", "."]))),
            ("docker run -p 1:2 a", .run(RunCommandLine(["-p", "1:2", "a"]))), ("docker images", .images),
            ("docker run -t a", .run(RunCommandLine(["-t", "a"]))),
        ] as [(String, PaneCommand)])
    func isWhatTheLabDoesItself(_ line: String, _ command: PaneCommand) {
        #expect(PaneCommand(line) == command)
    }

    @Test(arguments: [
        "docker run -d a", "docker run --detach a", "docker run -it a sh", "docker run -i -t a sh", "docker run -ti a",
        "docker images -a", "docker build . | tee log", "docker build $X", "ls", "docker", "docker build 'open", "",
        "docker run --nonsense a", "docker race a b --edit c", "slipway race",
        "slipway race a b --edit c --format json", "slipway race --progress=rawjson a b --edit c",
        "slipway race a b --edit c | tee log",
    ])
    func isNoneWhereAShellIsNeeded(_ line: String) {
        #expect(PaneCommand(line) == nil)
    }
}

/// What a build's command line lacks.
@Suite struct MissingDotTests {
    @Test(arguments: [
        (["-t", "my-app:v1"], "put a blank and a dot at the end"), ([], "put a blank and a dot at the end"),
        (["-t", "my-app:v1."], "put a blank before the dot, -t my-app:v1 ."), (["--tag", "x."], "-t x ."),
    ])
    func theDotThatIsMissingIsNamed(words: [String], expected: String) {
        #expect(throws: (any Error).self) { try BuildOptions.parse(words) }
        do { _ = try BuildOptions.parse(words) } catch {
            #expect(BuildOptions.message(for: error).contains(expected), "\(BuildOptions.message(for: error))")
        }
        #expect(BuildCommandLine(words).options == nil, "the lab leaves the words to the command")
    }
}
