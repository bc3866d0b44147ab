import CLinux
import Glibc
import Processes
import Testing

/// The testing library has one of its own.
typealias ExitStatus = Processes.ExitStatus

struct ProgramTests {
    private func finish(_ program: Program) throws -> (status: ExitStatus, output: String, errors: String) {
        let running = try program.start()
        let output = text(running.output)
        let errors = text(running.errors)
        return (running.wait(), output, errors)
    }

    private func text(_ descriptor: Int32) -> String {
        var lines: [String] = []
        guard descriptor >= 0 else { return "" }
        var reader = LineReader(descriptor)
        reader.read { lines += $0.map { String(decoding: $0, as: UTF8.self) } }
        return lines.joined(separator: "\n")
    }

    @Test(arguments: [
        ("exit 0", ExitStatus.exited(0)), ("exit 3", .exited(3)), ("kill -TERM $$", .signalled(SIGTERM)),
        ("kill -KILL $$", .signalled(SIGKILL)),
    ])
    func theEndIsTold(line: String, status: ExitStatus) throws {
        let ended = try finish(Program(["sh", "-c", line]))
        #expect(ended.status == status && ended.status.isSuccess == (line == "exit 0"))
    }

    @Test func theStreamsAreSeparate() throws {
        let ended = try finish(Program(["sh", "-c", "echo out; echo err >&2"]))
        #expect(ended.output == "out" && ended.errors == "err")
    }

    @Test func joinedStreamsKeepTheirOrder() throws {
        var program = Program(["sh", "-c", "echo 1; echo 2 >&2; echo 3; echo 4 >&2"])
        program.errors = .joined
        #expect(try finish(program).output == "1\n2\n3\n4")
    }

    @Test func itStartsInItsFolderWithItsVariablesAndInput() throws {
        var program = Program(["sh", "-c", "pwd; echo $ONE $HOME; cat"], folder: "/usr")
        program.environment = ["ONE=1", "PATH=/usr/bin:/bin"]
        program.input = .bytes(Array("given".utf8))
        #expect(try finish(program).output == "/usr\n1\ngiven")
    }

    @Test func withoutInputItReadsNothing() throws { #expect(try finish(Program(["cat"])).output == "") }

    /// A program that ignores a signal, or has it blocked, does not hand that on.
    @Test func noSignalIsIgnoredOrBlocked() throws {
        signal(SIGXFSZ, SIG_IGN)
        let ended = try finish(Program(["grep", "-E", "^Sig(Blk|Ign)", "/proc/self/status"]))
        #expect(ended.output == "SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000")
    }

    @Test func noOtherDescriptorIsOpen() throws {
        let open = open("/dev/null", O_RDONLY)
        defer { close(open) }
        // The fourth descriptor is the folder that `ls` reads.
        #expect(try finish(Program(["ls", "/proc/self/fd"])).output == "0\n1\n2\n3")
    }

    @Test func whatCannotStartSaysWhy() {
        #expect(throws: StartError.notFound(program: "no-such-program-here")) {
            try Program(["no-such-program-here"]).start()
        }
        #expect(throws: StartError.noFolder("/no/such/folder", ENOENT)) {
            try Program(["true"], folder: "/no/such/folder").start()
        }
        #expect(throws: StartError.notFound(program: "/etc/passwd")) { try Program(["/etc/passwd"]).start() }
        #expect(
            StartError.notFound(program: "x").description == "x was not found: install it, or add its folder to PATH")
    }

    @Test func aGroupIsInterruptedAsAWhole() throws {
        let running = try Program(["sh", "-c", "sleep 1000 & echo $!; wait"]).start()
        var reader = LineReader(running.output)
        guard case .lines(let lines) = reader.next(), let line = lines.first,
            let second = Int32(String(decoding: line, as: UTF8.self))
        else { throw StartError.notFound(program: "sh") }
        running.signal(SIGKILL)
        #expect(running.wait() == .signalled(SIGKILL))
        // The end of its output says that the other has ended as well.
        #expect(reader.next() == .end)
        #expect(second > 1)
        close(running.output)
        close(running.errors)
    }

    /// The thread that asks may end at any time.
    @Test(.timeLimit(.minutes(20))) func aProgramOutlivesTheThreadThatAsksForIt() async throws {
        let running = try await withCheckedThrowingContinuation {
            (answer: CheckedContinuation<RunningProgram, any Error>) in
            var thread = pthread_t()
            let box = Unmanaged.passRetained(Asked(answer))
            pthread_create(
                &thread, nil,
                { argument in
                    guard let argument else { return nil }
                    Unmanaged<Asked>.fromOpaque(argument).takeRetainedValue().start()
                    return nil
                }, box.toOpaque())
            pthread_join(thread, nil)
        }
        defer {
            close(running.output)
            close(running.errors)
        }
        #expect(kill(running.id, 0) == 0)
        var reader = LineReader(running.output)
        #expect(reader.next(within: 300) == .nothing, "it runs on")
        running.signal(SIGTERM)
        #expect(running.wait() == .signalled(SIGTERM))
    }

    private final class Asked: Sendable {
        private let answer: CheckedContinuation<RunningProgram, any Error>

        init(_ answer: CheckedContinuation<RunningProgram, any Error>) { self.answer = answer }

        func start() { answer.resume(with: Result { try Program(["sleep", "1000"]).start() }) }
    }
}
