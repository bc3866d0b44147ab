import ImageFormat
import Testing

@testable import Engines

@Suite("docker's images and containers")
struct DockerObjectTests {
    @Test("an image has its names, its size and its config")
    func image() throws {
        let images = DockerImages.images(
            Array(
                #"""
                [{"Id":"sha256:aa","RepoTags":["app:v1","<none>:<none>"],"Created":"2026-01-01T00:00:00Z","Size":12,
                "Architecture":"amd64","Os":"linux","Config":{"Env":["A=1"],"Cmd":["x"],"WorkingDir":"/app",
                "ExposedPorts":{"5000/tcp":{}},"Labels":null,"Volumes":null,"Entrypoint":null},
                "RootFS":{"Type":"layers","Layers":["sha256:\#(String(repeating: "1", count: 64))"]}}]
                """#.utf8))
        let image = try #require(images.first)
        #expect(image.names == ["app:v1"] && image.size == 12)
        #expect(image.config?.config.workingDirectory == "/app")
        #expect(image.config?.config.environment == ["A=1"])
        #expect(image.config?.diffIDs.count == 1)
    }

    @Test("a history begins with the lowest layer")
    func history() {
        let entries = DockerImages.history(
            Array(
                #"""
                {"CreatedBy":"CMD [\"x\"]","Size":"0B","CreatedAt":"2026-01-01T00:00:00Z","Comment":"buildkit.dockerfile.v0"}
                {"CreatedBy":"RUN /bin/sh -c true # buildkit","Size":"0B"}
                {"CreatedBy":"COPY a . # buildkit","Size":"3B"}

                """#.utf8))
        #expect(entries.map(\.createdBy) == ["COPY a . # buildkit", "RUN /bin/sh -c true # buildkit", "CMD [\"x\"]"])
        #expect(entries.map(\.isEmptyLayer) == [false, false, true])
    }

    @Test("a container has its ports once, and its state")
    func container() throws {
        let containers = DockerContainers.containers(
            Array(
                #"""
                [{"Id":"c1","Name":"/web","Config":{"Image":"app:v1"},"State":{"Status":"running","ExitCode":0},
                "NetworkSettings":{"Ports":{"5000/tcp":[{"HostIp":"0.0.0.0","HostPort":"5001"},{"HostIp":"::","HostPort":"5001"}],"80/tcp":null}}},
                {"Id":"c2","Name":"/old","Config":{"Image":"app:v1"},"State":{"Status":"exited","ExitCode":3},"NetworkSettings":{"Ports":{}}}]
                """#.utf8))
        #expect(containers.map(\.name) == ["web", "old"])
        #expect(containers[0].hostPorts == [5001] && containers[0].state == .running)
        #expect(containers[0].ports == ["0.0.0.0:5001->5000/tcp", ":::5001->5000/tcp"])
        #expect(containers[0].image.hasSuffix("app:v1") && containers[1].state == .exited(3))
    }

    @Test("output that is not JSON gives no images and no containers")
    func nonsense() {
        #expect(DockerImages.images(Array("no".utf8)).isEmpty && DockerContainers.containers([]).isEmpty)
    }

    @Test("records of a daemon's cache come newest first, without the star of those in use")
    func cacheRecords() {
        let listed = """
            [{"ID":"old","CreatedAt":"2026-11-28 08:48:01.1 +0000 UTC"},\
            {"ID":"new*","CreatedAt":"2026-11-28 08:48:28.3 +0000 UTC"}]
            """
        #expect(DockerTraces.cacheRecords(Array(listed.utf8)) == ["new", "old"])
        #expect(DockerTraces.cacheRecords([]).isEmpty)
    }
}
