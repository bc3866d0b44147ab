import Clocks
import Scratch
import Surroundings
import Testing

@testable import Evidence

/// A check's command ends within its time limit.
struct BoundedRunTests {
    private func run(_ words: [String], seconds: Int = 20) throws -> BoundedRun {
        let scratch = try ScratchFolder()
        let around = Surroundings(variables: ["PATH": "/usr/bin:/bin"], folder: "/", program: "/nowhere/slipway")
        let place = Workplace(workspace: scratch.path, home: scratch("store"), in: around)
        return try BoundedRun(words, in: place, seconds: seconds)
    }

    private func run(_ line: String, seconds: Int = 20) throws -> BoundedRun {
        try run(["/bin/bash", "-c", line], seconds: seconds)
    }

    @Test func statusAndOutputAreTheCommands() throws {
        let result = try run("echo out; echo err >&2; exit 7")
        #expect(result.end == .exited(7) && Set(result.text.split(separator: "\n")) == ["out", "err"])
        #expect(try run("kill -TERM $$").end == .exited(128 + 15))
    }

    @Test func aCommandThatTakesTooLongIsEndedWithWhatItSaid() throws {
        let result = try run("echo begun; sleep 600", seconds: 1)
        #expect(result.end == .timedOut && result.text == "begun\n")
    }

    @Test func oneThatClosesItsOutputIsWaitedForAllTheSame() throws {
        #expect(try run("exec >&- 2>&-; sleep 0.2; exit 5").end == .exited(5))
        #expect(try run("exec >&- 2>&-; sleep 600", seconds: 1).end == .timedOut)
    }

    @Test func whatItLeavesInTheBackgroundIsNotWaitedFor() throws {
        let start = MonotonicClock.now
        #expect(try run("sleep 600 & echo done").text == "done\n")
        #expect(MonotonicClock.now - start < 15)
    }

    @Test func aFloodIsCut() throws {
        let result = try run("yes | head -c 3000000")
        #expect(result.end == .exited(0) && result.text.utf8.count == 1 << 20)
    }

    @Test func aCommandThatIsNotThereIsAnError() {
        #expect(throws: (any Error).self) { try run(["/nowhere/command"]) }
    }
}
