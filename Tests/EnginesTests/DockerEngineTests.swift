import Testing

@testable import Engines

@Suite("the abilities of a docker")
struct DockerEngineTests {
    private func engine(
        client: String = "29.0.1", server: String? = "29.0.1", buildx: String? = nil, inspected: String? = nil,
        errors: String = ""
    ) -> DockerEngine {
        let daemon = server.map { #"{"Version":"\#($0)"}"# } ?? "null"
        let json = #"{"Client":{"Version":"\#(client)","Context":"work"},"Server":\#(daemon)}"# + "\n"
        return DockerEngine(version: Array(json.utf8), errors: errors, buildx: buildx, inspected: inspected)
    }

    @Test(
        "the form of the progress follows the versions",
        arguments: [
            ("29.0.1", "github.com/docker/buildx v0.29.1 a32761a", DockerEngine.Form.rawJSON),
            ("26.0.0", "github.com/docker/buildx v0.13.0 a3", .rawJSON),
            ("26.0.0", "github.com/docker/buildx 0.12.1 a3", .plain(usesBuildx: true)),
            ("20.10.24+dfsg1", nil, .plain(usesBuildx: false)),
            ("28.2.2", nil, .classic),
        ] as [(String, String?, DockerEngine.Form)])
    func form(client: String, buildx: String?, expected: DockerEngine.Form) {
        #expect(engine(client: client, buildx: buildx).form == expected)
    }

    @Test("a daemon is named by its context; one that does not answer cannot build, and its message is shown")
    func daemon() {
        #expect(engine().label == "docker: work" && engine().canBuild)
        let silent = engine(server: nil, errors: "Cannot connect to the Docker daemon at unix:///x.\n")
        #expect(!silent.canBuild && silent.summary.contains("Cannot connect to the Docker daemon at unix:///x."))
    }

    @Test("a builder outside the daemon builds without one, and is named")
    func builder() {
        let inspected =
            "Name:          farm\nDriver:        remote\n\nNodes:\nName:     farm0\nEndpoint: unix:///run/b.sock\n"
        let remote = engine(server: nil, buildx: "github.com/docker/buildx v0.29.1 a", inspected: inspected)
        #expect(remote.builder == DockerEngine.Builder(name: "farm", driver: "remote"))
        #expect(remote.canBuild && !remote.hasDaemon && remote.label == "docker: builder farm")
        let inDaemon = engine(
            server: nil, buildx: "github.com/docker/buildx v0.29.1 a", inspected: "Name: default\nDriver: docker\n")
        #expect(!inDaemon.canBuild)
    }

    @Test("a docker whose answer cannot be read cannot build")
    func nonsense() {
        let engine = DockerEngine(version: Array("what?".utf8), errors: "", buildx: nil, inspected: nil)
        #expect(!engine.canBuild && engine.context == "default")
    }
}

@Suite("the command line of a build by docker")
struct DockerBuildWordsTests {
    private func engine(_ client: String, _ buildx: String?, _ driver: String? = nil) -> DockerEngine {
        DockerEngine(
            clientVersion: client, context: "default", daemon: .answers("1"), buildxVersion: buildx,
            builder: driver.map { .init(name: "b", driver: $0) })
    }

    @Test("buildx reports in JSON, an older client gets BuildKit switched on, the classic builder gets no option")
    func forms() {
        let given = ["-t", "app", "."]
        #expect(
            DockerBuildWords(given, for: engine("29", "0.29", "docker"), idFile: "/i", archive: nil).words
                == ["buildx", "build", "--iidfile", "/i", "--progress=rawjson"] + given)
        let old = DockerBuildWords(given, for: engine("20.10", nil), idFile: "/i", archive: nil)
        #expect(old.words == ["build", "--progress=plain", "--iidfile", "/i", "-t", "app", "."])
        #expect(old.variables == ["DOCKER_BUILDKIT": "1"])
        let classic = DockerBuildWords(given, for: engine("28", nil), idFile: nil, archive: nil)
        #expect(classic.words == ["build", "-t", "app", "."] && classic.variables == ["DOCKER_BUILDKIT": "0"])
    }

    @Test("a builder outside the daemon gives its image to the daemon or to a file, and is given base images")
    func elsewhere() {
        let remote = engine("29", "0.29", "remote")
        #expect(DockerBuildWords(["."], for: remote, idFile: nil, archive: nil).words.contains("--load"))
        let words = DockerBuildWords(["."], for: remote, idFile: nil, archive: "/a.tar", bases: ["p:3": "/f@sha256:1"])
            .words
        #expect(words.contains("type=docker,dest=/a.tar") && !words.contains("--load"))
        #expect(words.contains("p:3=oci-layout:///f@sha256:1"))
    }
}
