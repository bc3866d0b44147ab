import BuildKitStreams
import Builder
import CommandLines
import Engines
import ImageStore
import Scratch
import Surroundings
import SystemPackage
import Testing

@testable import EngineRuns

/// How a build by docker ends.
struct EngineRunTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    /// A build by a client that writes down an image's ID and then does what a script says.
    private func run(_ script: String, _ words: [String] = []) throws -> EngineRun {
        try folder.put(
            """
            #!/bin/sh
            PATH=/usr/bin:/bin
            if [ "$1 $2" = "image inspect" ]; then echo '[{"Id":"sha256:77","Size":5}]'; exit 0; fi
            printf '%s\\n' "$@" >'\(folder("words"))'
            while [ $# -gt 0 ]; do
                if [ "$1" = --iidfile ]; then echo sha256:77 >"$2"; fi
                shift
            done
            \(script)

            """, at: "docker", mode: 0o755)
        let surroundings = Surroundings(variables: ["PATH": folder.path], folder: "/", program: "slipway")
        return EngineRun(
            docker: try #require(DockerProgram.find(in: surroundings)),
            engine: DockerEngine(clientVersion: "29.0.1", context: "default", daemon: .answers("29.0.1")),
            options: try #require(BuildCommandLine(words + ["."]).options),
            store: try Store.open(at: FilePath(folder("store"))), surroundings: surroundings, bases: [:])
    }

    private func end(_ script: String, _ words: [String] = []) throws -> (end: EngineEnd, said: [SolveUpdate]) {
        var run = try run(script, words)
        var said: [SolveUpdate] = []
        let end = run.perform(Cancellation(), tick: {}) { said += $0 }
        return (end, said)
    }

    @Test(
        arguments: [([], []), (["-t", "app:1", "-t", "docker.io/library/app:2"], ["app:1", "app:2"])]
            as [([String], [String])])
    func aBuildThatSucceedsHasItsImage(_ words: [String], _ names: [String]) throws {
        #expect(try end("exit 0", words).end == .succeeded(imageID: "sha256:77", tags: names, size: 5))
    }

    @Test func aBuildThatFailsSaysWhy() throws {
        let result = try end("echo 'no such stage' >&2; exit 3")
        #expect(result.end == .failed)
        #expect(result.said.contains { "\($0)".contains("no such stage") })
    }

    @Test func aBuildThatIsInterruptedIsCancelled() throws {
        var run = try run("exec sleep 600")
        let cancellation = Cancellation()
        cancellation.cancel()
        let end = run.perform(cancellation, tick: {}) { _ in }
        #expect(end == .cancelled)
    }

    @Test func theUsersWordsDoNotSayHowItIsShown() throws {
        _ = try end("exit 1", ["--progress", "rawjson", "--quiet", "--target", "app"])
        let words = try folder.text("words").split(separator: "\n")
        #expect(words.first == "build" && words.last == ".")
        #expect(words.contains("--target") && words.contains("--iidfile"))
        #expect(!words.contains("rawjson") && !words.contains("--quiet"))
    }
}
