import Foundation
import Glibc
import LessonFormat
import Scratch
import Surroundings
import Testing

@testable import LessonPlay

/// Which ports a lesson has in a workspace.
struct PortChoiceTests {
    private func choose(
        _ wished: [UInt16], taken: [UInt16: String], kept: PortMap = PortMap()
    ) -> [UInt16: PortMap.Given] {
        PortChoice { taken[$0] }.map(for: wished, kept: kept).given
    }

    @Test func aFreePortIsTheLessons() { #expect(choose([5000], taken: [5001: "bob"]) == [:]) }

    @Test func aTakenOneIsReplacedByTheNextThatNobodyHas() {
        let taken: [UInt16: String] = [5000: "bob", 5001: "eve"]
        #expect(choose([5000], taken: taken) == [5000: .init(port: 5002, holder: "bob")])
    }

    @Test func twoPortsOfOneLessonStayTwo() {
        let taken: [UInt16: String] = [5000: "bob", 5001: "eve"]
        #expect(
            choose([5000, 5001, 5002], taken: taken) == [
                5000: .init(port: 5003, holder: "bob"), 5001: .init(port: 5004, holder: "eve"),
            ])
    }

    @Test func whatWasGivenBeforeIsGivenAgain() {
        let kept = PortMap([5000: .init(port: 5007, holder: "bob")])
        #expect(choose([5000], taken: [:], kept: kept) == kept.given)
        #expect(
            choose([5000], taken: [5000: "eve", 5007: "dan"], kept: kept) == [5000: .init(port: 5001, holder: "eve")])
        #expect(choose([5000], taken: [5007: "dan"], kept: kept) == [:], "what the lesson asks for is free again")
    }

    @Test func whereNoneIsFreeTheLessonHasWhatItAsksFor() {
        let taken = Dictionary(uniqueKeysWithValues: (UInt16(65_000)...65_535).map { ($0, "bob") })
        #expect(choose([65_400, 65_535], taken: taken) == [:])
    }
}

/// The same, with the ports of this machine.
struct WorkspacePortsTests {
    private let checkout: MiniatureCheckout
    init() throws { checkout = try MiniatureCheckout() }

    /// Listens on a port that the system chooses.
    private func listener() throws -> (descriptor: Int32, port: UInt16) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size) == 0 && listen(descriptor, 1) == 0
                    && getsockname(descriptor, $0, &size) == 0
            }
        }
        try #require(isBound)
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }

    @Test func aLabGetsAnotherPortAndOtherCommandsAgree() throws {
        let (descriptor, port) = try listener()
        var lesson = try checkout.lesson
        lesson.image = LessonImage(reference: "small:v1", port: port, containerPort: 80)
        lesson.steps[0].hints = ["docker run -p \(port):80 small:v1"]
        let ports = WorkspacePorts(of: lesson, at: try checkout.place)
        #expect(ports.keptLesson == lesson, "nothing was given yet")

        let chosen = ports.chosenLesson()
        let given = try #require(chosen.image?.port)
        #expect(given != port)
        #expect(chosen.steps[0].hints == ["docker run -p \(given):80 small:v1"])
        let first = try #require(chosen.steps[0].body.first)
        let note = "\(first)"
        #expect(note.contains("process \(getpid())"), "it is this process that listens: \(note)")
        #expect(ports.keptLesson == chosen)
        close(descriptor)
        #expect(ports.chosenLesson() == chosen, "a workspace keeps its port")
        let other = checkout.home.place(of: lesson, workspace: checkout.scratch("elsewhere"))
        #expect(WorkspacePorts(of: lesson, at: other).keptLesson == lesson)
    }

    @Test func aLessonWithoutPortsWritesNothing() throws {
        let lesson = try checkout.lesson
        #expect(WorkspacePorts(of: lesson, at: try checkout.place).chosenLesson() == lesson)
        #expect(!FileManager.default.fileExists(atPath: checkout.scratch("store/ports")))
    }

    @Test(.enabled(if: access("/usr/bin/python3", X_OK) == 0, "the other lab is a line of Python"))
    func whatAnotherLabHasClaimedIsItsOwn() throws {
        let port = UInt16(10_000 + getpid() % 20_000)
        let other = Process()
        other.executableURL = URL(filePath: "/usr/bin/python3")
        let line = "import socket, sys; s = socket.socket(socket.AF_UNIX); s.bind(chr(0) + sys.argv[1]); s.listen(); "
        other.arguments = ["-c", line + "print('held', flush=True); sys.stdin.readline()", PortClaim.name(of: port)]
        let (said, end) = (Pipe(), Pipe())
        (other.standardOutput, other.standardInput) = (said, end)
        try other.run()
        // The word and its end may come apart.
        var words = Data()
        while !words.contains(UInt8(ascii: "\n")) {
            let more = said.fileHandleForReading.availableData
            try #require(!more.isEmpty)
            words += more
        }
        #expect(words == Data("held\n".utf8))
        #expect(PortClaim.take(port) == "another lab of yours")
        try end.fileHandleForWriting.close()
        other.waitUntilExit()
        #expect(PortClaim.take(port) == nil, "it went with its process")
        #expect(PortClaim.take(port) == nil, "this process has it")
    }
}
