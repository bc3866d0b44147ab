import Glibc
import Processes
import Testing

@Test(.timeLimit(.minutes(20))) func anEndIsWaitedForAndNotLonger() throws {
    let quick = try Program(["true"]).start()
    close(quick.output)
    close(quick.errors)
    #expect(quick.wait(milliseconds: 60_000) == .exited(0))

    let slow = try Program(["sleep", "1000"]).start()
    close(slow.output)
    close(slow.errors)
    #expect(slow.wait(milliseconds: 20) == nil)
    slow.signal(SIGKILL)
    #expect(slow.wait(milliseconds: 60_000) == .signalled(SIGKILL))
}

@Test(.timeLimit(.minutes(20))) func theEndOfATerminalsProgramIsWaitedFor() throws {
    let program = try Program(["sleep", "1000"]).start(onTerminalOf: 5, by: 20)
    defer { close(program.terminal) }
    #expect(program.wait(milliseconds: 20) == nil)
    program.signal(SIGKILL)
    #expect(program.wait(milliseconds: 60_000) == .signalled(SIGKILL))
}
