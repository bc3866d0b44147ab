import Engines
import Scratch
import Surroundings
import Testing

/// What a lesson makes in a daemon, told apart by step, beside what is the user's.
struct DaemonLedgerTests {
    private let folder: ScratchFolder
    private let script: ScriptedDocker
    private let docker: DockerProgram

    init() throws {
        folder = try ScratchFolder()
        script = try ScriptedDocker(in: folder)
        let surroundings = Surroundings(variables: ["PATH": script.path], folder: "/", program: "slipway")
        docker = try #require(DockerProgram.find(in: surroundings))
        try script.set("images", ["app:v1 sha256:users", "base:1 sha256:base"])
        try script.set("records", ["users"])
        try script.set("containers", ["c1 app:v1"])
        try script.set("unnamed", ["sha256:old"])
    }

    /// The ledger as another process reads it, from the file alone.
    private func ledger() -> DaemonLedger { DaemonLedger(of: docker, making: ["app:v1"], keptAt: folder("ledger")) }

    /// What a step of the lesson leaves.
    private func make(_ name: String) throws {
        try script.set("records", try script.lines("records") + [name])
    }

    @Test func theUsersImagesAreSetAsideAndComeBack() throws {
        let ledger = ledger()
        #expect(!ledger.isOpen && ledger.isEmpty)
        try ledger.open()
        #expect(try !script.lines("images").contains { $0.hasPrefix("app:v1 ") })
        #expect(try script.lines("images").contains { $0.hasSuffix(" sha256:users") }, "it has another name meanwhile")
        try script.set("images", try script.lines("images") + ["app:v1 sha256:lessons"])
        try script.set("containers", ["c1 app:v1", "c2 app:v1", "c3 base:1"])
        try script.set("unnamed", ["sha256:old", "sha256:new"])
        ledger.close()
        #expect(try Set(script.lines("images")) == ["app:v1 sha256:users", "base:1 sha256:base"])
        #expect(try script.lines("containers") == ["c1 app:v1", "c3 base:1"])
        #expect(try script.lines("unnamed") == ["sha256:old"])
    }

    @Test func aStepIsForgottenWithThoseBehindIt() throws {
        let ledger = ledger()
        try ledger.open()
        for step in 0...2 {
            try make("of-\(step)")
            ledger.note(step)
        }
        try make("of-nobody-knows")
        ledger.forget(from: 1)
        #expect(try script.lines("records") == ["users", "of-0"])
        ledger.close()
        #expect(try script.lines("records") == ["users", "of-0"], "what is remembered stays")
        #expect(!ledger.isEmpty)
    }

    @Test func anotherProcessFindsWhatAKilledOneLeft() throws {
        let killed = ledger()
        try killed.open()
        try make("of-0")
        killed.note(0)
        try script.set("images", try script.lines("images") + ["app:v1 sha256:lessons"])

        let next = ledger()
        #expect(next.isOpen)
        try next.open()
        #expect(try script.lines("images").contains("app:v1 sha256:lessons"), "it is the lesson's own")
        next.forget(from: 0)
        next.close()
        #expect(try script.lines("records") == ["users"])
        #expect(try script.lines("images").contains("app:v1 sha256:users"))
        #expect(ledger().isEmpty)
    }

    @Test func closedItTouchesNothing() throws {
        let ledger = ledger()
        ledger.note(0)
        ledger.forget(from: 0)
        ledger.removeContainers()
        ledger.close()
        #expect(try script.lines("images").count == 2 && script.lines("records") == ["users"])
        #expect(try script.lines("containers") == ["c1 app:v1"])
    }

    @Test func aDaemonThatDoesNotAnswerIsSaidAndLosesNothing() throws {
        let ledger = ledger()
        try ledger.open()
        try folder.put("#!/bin/sh\nexit 1\n", at: "docker-bin/docker", mode: 0o755)
        ledger.close()
        #expect(ledger.isOpen && self.ledger().isOpen, "another process gives the user's image back")
        let other = DaemonLedger(of: docker, making: [], keptAt: folder("other"))
        #expect(throws: DockerRefusal.self) { try other.open() }
        #expect(!other.isOpen)
    }
}
