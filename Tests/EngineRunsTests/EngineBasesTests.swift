import Engines
import Foundation
import ImageStore
import Scratch
import Surroundings
import SystemPackage
import Testing

@testable import EngineRuns

/// Which base images are handed to an engine, and what is said of them.
struct EngineBasesTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    /// Bases for a daemon that has some images, by the labels of each.
    private func bases(_ images: [String: String], isElsewhere: Bool = false) throws -> EngineBases {
        let cases = images.map { name, labels in
            #"'image inspect \#(name)') echo '[{"Id":"sha256:00","Architecture":"amd64","Os":"linux","Config":{"Labels":\#(labels)}}]' ;;"#
        }.joined(separator: "\n")
        try folder.put("#!/bin/sh\ncase \"$*\" in\n\(cases)\n*) exit 1 ;;\nesac\n", at: "docker", mode: 0o755)
        let surroundings = Surroundings(variables: ["PATH": folder.path], folder: "/", program: "slipway")
        let builder = isElsewhere ? DockerEngine.Builder(name: "farm", driver: "remote") : nil
        return EngineBases(
            docker: try #require(DockerProgram.find(in: surroundings)),
            engine: DockerEngine(
                clientVersion: "29", context: "default", daemon: .answers("29"), buildxVersion: nil, builder: builder),
            store: try Store.open(at: FilePath(folder("store"))), surroundings: surroundings)
    }

    @Test func whatTheDaemonHasStaysItsOwn() throws {
        let handed = try bases(["python:3": "{}", "node:1": #"{"dev.slipway.stand-in":"node:1-slim"}"#]).handOver(
            ["python:3", "node:1", "python:3"])
        #expect(handed.notes == ["node:1": "stand-in for node:1-slim"])
        #expect(handed.folders.isEmpty)
    }

    @Test(arguments: [false, true])
    func whatNobodyHasIsLeftToTheBuilder(_ isElsewhere: Bool) throws {
        let handed = try bases([:], isElsewhere: isElsewhere).handOver(["python:3", "Not A Name"])
        #expect(handed.notes.isEmpty && handed.folders.isEmpty)
    }

    @Test func whatWasHandedOverGoesWithTheBuild() throws {
        try folder.put("{}", at: "base/index.json")
        try folder.put("{}", at: "other/index.json")
        var handed = EngineBases.Handed()
        handed.folders = ["python:3": folder("base") + "@sha256:00", "python": folder("base") + "@sha256:00"]
        handed.remove()
        #expect(!FileManager.default.fileExists(atPath: folder("base")))
        #expect(FileManager.default.fileExists(atPath: folder("other")))
    }
}
