import CommandLines
import Glibc
import LabModel
import LessonFormat
import Scratch
import SelfChecks
import Testing

@testable import LabRuntime

/// A port of the lesson that a program takes while the lab is open.
@Suite struct MovedPortTests {
    /// Listens on a port that the system chooses.
    private func listener() throws -> (descriptor: Int32, port: UInt16) {
        let listener = try LoopbackListener()
        return (listener.descriptor, listener.port)
    }

    private func lesson(port: UInt16) throws -> Lesson {
        var lesson = try Workshop.lesson()
        lesson.image = LessonImage(reference: "small:v1", port: port, containerPort: 80)
        return lesson
    }

    @Test func aContainerIsNotStartedOnAPortThatSomebodyHasTaken() async throws {
        let (descriptor, port) = try listener()
        defer { close(descriptor) }
        let shop = try Workshop(program: "exit 3", lesson: try lesson(port: port))
        shop.performer.perform(.startContainer(RunID(1), RunCommandLine(image: "small:v1", ports: ["\(port):80"])))
        let given = try await shop.wait { event -> UInt16? in
            if case .portsMoved(let moved, let run) = event, run == RunID(1) { moved.image?.port } else { nil }
        }
        #expect(given != port)
        shop.performer.perform(.startContainer(RunID(2), RunCommandLine(image: "small:v1", ports: ["\(given):80"])))
        let status = try await shop.wait { event -> Int32? in
            if case .containerEnded(RunID(2), let status) = event { status } else { nil }
        }
        #expect(status == 3, "with the port that it was given, it is started")
    }

    /// `docker run` in the shell has failed for the port: the checks ask for one that can be had.
    @Test func theChecksMoveTheLessonToo() async throws {
        let (descriptor, port) = try listener()
        defer { close(descriptor) }
        let shop = try Workshop(lesson: try lesson(port: port))
        var needs = EvidenceNeeds()
        needs.containers = true
        shop.performer.perform(.gatherEvidence(RunID(1), needs))
        let given = try await shop.wait { event -> UInt16? in
            if case .portsMoved(let moved, let run) = event, run == nil { moved.image?.port } else { nil }
        }
        #expect(given != port)
        shop.performer.perform(.gatherEvidence(RunID(2), needs))
        let found = try await shop.wait { event -> Evidence? in
            if case .evidence(RunID(2), let evidence) = event { evidence } else { nil }
        }
        #expect(found.containers == [])
    }
}
