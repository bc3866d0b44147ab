import CommandLines
import Engines
import Scratch
import Surroundings
import Testing

@testable import EngineRuns

/// Which way command lines go, and what a docker without a daemon is.
struct EngineRouteTests {
    private static func word(
        _ line: String, _ engine: EngineName = .docker, isCalledDocker: Bool = false
    ) -> String {
        let words = line.split(separator: " ").map(String.init)
        return switch EngineRoute(of: words, engine: engine, isCalledDocker: isCalledDocker) {
        case .own: "own"
        case .build(let options): "build \(options.path)"
        case .docker: "docker"
        case .dockerWithDaemon: "daemon"
        }
    }

    @Test(arguments: ["build .", "ps", "lint", "run a", ""])
    func ourOwnEngineKeepsEveryLine(_ line: String) {
        #expect(Self.word(line, .own) == "own")
        #expect(Self.word(line, .own, isCalledDocker: true) == "own")
    }

    @Test(
        arguments: [
            ("build .", "build ."), ("build -t a:1 app", "build app"), ("image build .", "build ."),
            ("buildx build .", "build ."), ("builder build .", "build ."), ("build --check .", "own"),
            ("build -", "docker"), ("build -f - .", "docker"), ("build --no-such-option .", "docker"),
            ("build git@host:x.git", "docker"), ("build https://host/context.tar", "docker"),
        ] as [(String, String)])
    func aBuildIsToldByUsWhereWeKnowItsContext(_ line: String, _ way: String) {
        #expect(Self.word(line) == way)
    }

    @Test(
        arguments: [
            ("ps -a", "daemon"), ("image ls", "daemon"), ("compose up", "daemon"), ("lint", "own"), ("demo", "own"),
            ("", "own"), ("frobnicate", "own"),
        ] as [(String, String)])
    func dockersCommandsAreDockersAndOursStayOurs(_ line: String, _ way: String) {
        #expect(Self.word(line) == way)
    }

    @Test(arguments: [("lint", "docker"), ("ps", "daemon"), ("", "docker"), ("lint --check", "own")])
    func calledDockerItIsDockerToTheEnd(_ line: String, _ way: String) {
        #expect(Self.word(line, isCalledDocker: true) == way)
    }

    /// A client that answers as a script says.
    private func docker(_ cases: String, in folder: ScratchFolder) throws -> DockerProgram {
        try folder.put("#!/bin/sh\ncase \"$*\" in\n\(cases)\n*) exit 1 ;;\nesac\n", at: "docker", mode: 0o755)
        let surroundings = Surroundings(variables: ["PATH": folder.path], folder: "/", program: "slipway")
        return try #require(DockerProgram.find(in: surroundings))
    }

    private static let buildx = "'buildx version') echo 'github.com/docker/buildx v0.29.1 a' ;;\n"

    @Test(
        arguments: [
            ("'version --format {{.Server.Version}}') echo 29.0.1 ;;", false),
            (buildx + "'buildx inspect') printf 'Name: farm\\nDriver: remote\\n' ;;", true),
            (buildx + "'buildx inspect') printf 'Name: default\\nDriver: docker\\n' ;;", false), (buildx, false),
            ("", false),
        ] as [(String, Bool)])
    func aBuilderIsAloneWithoutADaemon(_ cases: String, _ isAlone: Bool) throws {
        let folder = try ScratchFolder()
        #expect(try docker(cases, in: folder).isBuilderAlone == isAlone)
    }
}
