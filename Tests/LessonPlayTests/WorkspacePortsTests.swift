import Foundation
import Glibc
import LessonFormat
import Printing
import Scratch
import Surroundings
import Testing

@testable import Engines
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

    @Test func aPresentationHasWhatTheLessonAsksForOnceItIsFreeAgain() {
        let kept = PortMap([5000: .init(port: 5007, holder: "bob")])
        func given(_ taken: [UInt16: String]) -> [UInt16: PortMap.Given] {
            PortChoice(holder: { taken[$0] }, keepsEarlier: false).map(for: [5000], kept: kept).given
        }
        #expect(given([:]) == [:])
        #expect(given([5000: "bob"]) == kept.given)
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

    /// Listens on a port; on one that the system chooses where none is named.
    private func listener(at port: UInt16 = 0) throws -> (descriptor: Int32, port: UInt16) {
        let listener = try LoopbackListener(port: port)
        return (listener.descriptor, listener.port)
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

    @Test func aPortThatIsTakenLaterIsReplacedWhileTheLabIsOpen() throws {
        let (first, port) = try listener()
        close(first)
        var lesson = try checkout.lesson
        lesson.image = LessonImage(reference: "small:v1", port: port, containerPort: 80)
        let ports = WorkspacePorts(of: lesson, at: try checkout.place)
        #expect(ports.chosenLesson() == lesson)
        #expect(ports.movedLesson() == nil, "nobody has taken it")

        let foreign = try listener(at: port).descriptor
        let moved = try #require(ports.movedLesson())
        #expect(moved.image?.port != port && ports.keptLesson == moved)
        #expect(ports.movedLesson() == nil, "the lesson has that port already")
        close(foreign)
        #expect(ports.movedLesson() == nil, "a workspace keeps its port")
    }

    @Test func theLessonsOwnRegistryIsNoStranger() throws {
        let (descriptor, port) = try listener()
        defer { close(descriptor) }
        var lesson = try checkout.lesson
        lesson.registry = LessonRegistry(port: port, accounts: [])
        #expect(WorkspacePorts(of: lesson, at: try checkout.place).movedLesson() == nil)
    }

    /// A lesson whose container has a port, in the lesson's own files.
    private func publish(_ port: UInt16) throws {
        let described = try checkout.scratch.text("Lessons/01-small/lesson.yaml")
        let image = "image: { reference: \"small:v1\", port: \(port), container_port: 80 }"
        try checkout.scratch.put(
            described.replacing("image: { reference: \"small:v1\" }", with: image), at: "Lessons/01-small/lesson.yaml")
        let step = "Lessons/01-small/steps/01-write-it.md"
        let solution = "  - run: docker run -d -p \(port):80 small:v1\n  - answer: 1\n"
        try checkout.scratch.put(
            try checkout.scratch.text(step).replacing("  - answer: 1\n", with: solution), at: step)
        let trials = "Lessons/01-small/trials/01-write-it.yaml"
        let trial = "run: \"docker run -p \(port):80 small:v1\""
        try checkout.scratch.put(
            try checkout.scratch.text(trials).replacing("run: touch other.txt", with: trial), at: trials)
    }

    /// Who plays a lesson has no lab that would have chosen its ports.
    @Test func whatPlaysALessonDoesItWithAnotherPortToo() throws {
        let (descriptor, port) = try listener()
        defer { close(descriptor) }
        try publish(port)
        _ = try Rehearsal(needing: [], in: checkout.surroundings).play(try checkout.lesson)
        var said = ""
        var verifier = LessonVerifier(checkout.shelf, in: checkout.surroundings) { said += $0.text + "\n" }
        try verifier.verify(["01-small"])
        #expect(said.contains("Port \(port) is taken by "), "\(said)")
        #expect(said.contains("is used in its place.") && verifier.faults == 0, "\(said)")
        let published = try checkout.told.filter { $0.hasPrefix("run ") }
        #expect(published.contains { $0.hasPrefix("run -p ") } && published.contains { $0.hasPrefix("run -d -p ") })
        #expect(!published.contains { $0.contains("-p \(port):80") }, "\(published)")
    }

    @Test func aPresentationHasAnotherPortToo() throws {
        let (descriptor, port) = try listener()
        var lesson = try checkout.lesson
        lesson.image = LessonImage(reference: "small:v1", port: port, containerPort: 80)
        lesson.steps[0].solution = [.start("-p \(port):80 small:v1")]
        let prepared = PreparedLesson(lesson, root: checkout.scratch("prepared"), in: checkout.surroundings)
        let following = prepared.withFreePorts()
        let given = try #require(following.lesson.image?.port)
        #expect(given != port && following.container(before: 1) == "-p \(given):80 small:v1")
        close(descriptor)
        #expect(prepared.withFreePorts().lesson == lesson, "the port is free again")
        lesson.registry = LessonRegistry(port: port, accounts: [])
        let own = PreparedLesson(lesson, root: checkout.scratch("own"), in: checkout.surroundings)
        #expect(own.withFreePorts().lesson == lesson, "names of what it has pushed have the port in them")
    }

    /// Docker's containers are listened for by the daemon, whosever they are.
    @Test func overDockerAPortIsToldByItsContainer() {
        func container(_ image: String, _ port: UInt16, _ state: DockerContainer.State) -> DockerContainer {
            DockerContainer(
                id: image, name: "of-\(port)", image: image, ports: [], hostPorts: [port], state: state)
        }
        let ports = DaemonPorts(
            [
                container("docker.io/library/small:v1", 5000, .running),
                container("docker.io/library/other:v1", 5001, .running),
                container("docker.io/library/other:v1", 5002, .exited(0)),
            ], making: ["small:v1"])
        #expect(ports.own == [5000] && ports.others == [5001: "Docker's container of-5001"])
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
