import ImageFormat
import SystemPackage
import Testing

@testable import ContainerRuntime

/// What one more process of a container is given of the container's limits.
@Suite struct FurtherProcessTests {
    private let id = String(repeating: "ab", count: 32)

    private func record(_ change: (inout ResourceSettings) -> Void) -> ContainerRecord {
        var settings = ContainerSettings()
        change(&settings.resources)
        return ContainerRecord(
            id: id, name: "box", image: "i", imageID: "", command: ["true"], created: "", settings: settings)
    }

    @Test func itHasTheLimitsOfEachProcess() throws {
        let limit = try #require(ProcessLimit("nofile=200:400"))
        let folder = ContainerFolder(path: "/nowhere", record: record { $0.processLimits = [limit] })
        let json = ContainerExec(ProcessSpec(arguments: ["true"]), in: folder).json
        let limits = json["rlimits"]?.elements ?? []
        #expect(limits.count == 1)
        #expect(limits.first?["type"] == .string("RLIMIT_NOFILE"))
        #expect(limits.first?["soft"] == .integer(200))
        #expect(limits.first?["hard"] == .integer(400))
    }

    @Test func aContainerWithoutARuntimeDoesNotRun() {
        let running = ContainerState.Running(process: -1, started: "", runtime: "/usr/bin/crun", runtimeRoot: "/")
        #expect(throws: RuntimeError.notRunning("box")) { _ = try HeldGroups(of: running, record { _ in }) }
    }
}
