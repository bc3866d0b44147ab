import ArgumentParser
import CommandLines
import Commands
import Engines
import Scratch
import Surroundings
import Testing

@testable import EngineRuns

/// What a build by docker is refused before docker is asked.
struct EngineBuildTests {
    @Test func onlyOurOwnBuilderStopsBeforeALine() throws {
        let folder = try ScratchFolder()
        try folder.put("#!/bin/sh\n", at: "docker", mode: 0o755)
        let options = try BuildOptions.parse(["--stop-before", "3", "."])
        let surroundings = Surroundings(variables: ["PATH": folder.path], folder: "/", program: "slipway")
        let docker = try #require(DockerProgram.find(in: surroundings))
        #expect(throws: CommandFailure.self) { try EngineBuild(options, with: docker, in: surroundings) }
    }
}
