import CLinux
import Foundation
import Glibc
import Testing

@testable import ContainerRuntime

@Suite struct IDRangeTests {
    @Test(arguments: [
        ("learner:100000:65536\n", IDRange(start: 100_000, count: 65_536)),
        ("other:1:2\nlearner:5:6\nlearner:7:8", IDRange(start: 5, count: 6)),
        ("1001:5:6", IDRange(start: 5, count: 6)),
        ("learner:x:6\nlearner:5\nlearner:5:0\n", nil),
        ("", nil),
    ])
    func findsTheFirst(_ text: String, _ range: IDRange?) {
        #expect(IDRange.first(in: text, name: "learner", uid: 1001) == range)
    }
}

@Suite struct SignalsTests {
    /// `kill` takes -1 for everything that this user may kill, and 0 for the caller's own group. Signal 0 does nothing.
    @Test(arguments: [Int32.min, -4711, -1, 0, 1]) func noNumberStandsForMoreThanOneProcess(_ number: Int32) {
        #expect(slipway_signal_process(number, 0) == -1 && errno == ESRCH)
        #expect(slipway_signal_group(number, 0) == -1 && errno == ESRCH)
        #expect(slipway_signal_process(getpid(), 0) == 0)
    }

    /// Signals go through these two functions alone. `slipway-init` is a program of its own, and sees no process but those
    /// of its container.
    @Test func nothingIsKilledByAnotherWay() throws {
        let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources")
        let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
        var read = 0
        for case let file as URL in files where ["c", "swift"].contains(file.pathExtension) {
            read += 1
            guard file.lastPathComponent != "signals.c", !file.path.contains("/slipway-init/") else { continue }
            let text = try String(contentsOf: file, encoding: .utf8)
            #expect(text.firstMatch(of: /\b(kill|killpg)\(/) == nil, "\(file.lastPathComponent) calls kill")
        }
        #expect(read > 100)
    }

    @Test(arguments: [
        ("TERM", 15), ("SIGTERM", 15), ("sigint", 2), ("9", 9), ("RTMIN", 34), ("SIGRTMIN+3", 37),
    ])
    func aSignalHasTheNumberOfItsName(_ name: String, _ number: Int32) throws {
        #expect(try Signals.number(name) == number)
    }

    @Test(arguments: ["", "0", "65", "SIG", "NOPE", "RTMIN+31", "-9"])
    func aSignalThatDoesNotExistIsRefused(_ name: String) {
        #expect(throws: RuntimeError.unknownSignal(name)) { try Signals.number(name) }
    }
}

@Suite struct PortHolderTests {
    @Test func readsTheTableOfSockets() {
        let table = """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 0100007F:1388 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1
               1: 0100007F:1388 0100007F:A000 01 00000000:00000000 00:00000000 00000000     0        0 4712 1
               2: 0100007F:1389 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4713 1
               3: nonsense
            """
        #expect(PortHolder.inodes(in: table, port: 5000) == ["4711"])
        #expect(PortHolder.inodes(in: "", port: 5000) == [])
    }
}

@Suite struct RuntimeLogTests {
    @Test(arguments: [
        (
            #"{"msg":"executable file `x` not found in $PATH: No such file or directory","level":"error"}"#,
            RuntimeError.commandNotFound("x")
        ),
        (#"{"level":"error","msg":"exec: \"x\": executable file not found in $PATH"}"#, .commandNotFound("x")),
        (#"{"msg":"open executable: Permission denied","level":"error"}"#, .commandNotExecutable("x")),
        (#"{"msg":"open executable: Operation not permitted","level":"error"}"#, .commandNotExecutable("x")),
        (#"{"msg":"exec: \"x\": is a directory","level":"error"}"#, .commandNotExecutable("x")),
        (
            #"{"msg":"mount `proc`: Operation not permitted","level":"error"}"#,
            .runtimeFailed("mount `proc`: Operation not permitted")
        ),
        (#"{"msg":"slow","level":"warning"}"#, nil),
        ("no JSON", nil),
        ("", nil),
    ])
    func tellsWhy(_ text: String, _ failure: RuntimeError?) {
        #expect(RuntimeLog.failure(in: text, command: "x") == failure)
    }
}
