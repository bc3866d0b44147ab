import CLinux
import Glibc
import Processes
import Testing

/// Nothing outlives the process that started it.
@Suite(.serialized) struct LifetimeTests {
    /// Whether the pipe that a program and its children hold is closed by all of them.
    private func endsWithin(_ milliseconds: Int32, _ descriptor: Int32) -> Bool {
        var byte: UInt8 = 0
        var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&wait, 1, milliseconds) == 1 && read(descriptor, &byte, 1) == 0
    }

    @Test(.timeLimit(.minutes(20))) func aProgramIsKilledWithItsParent() throws {
        var ends: [Int32] = [-1, -1]
        try #require(slipway_pipe(&ends) == 0)
        let words: [UnsafeMutablePointer<CChar>?] = [strdup("/bin/sleep"), strdup("1000"), nil]
        defer { words.forEach { free($0) } }
        let nothing: [UnsafeMutablePointer<CChar>?] = [nil]
        try words.withUnsafeBufferPointer { words in
            try nothing.withUnsafeBufferPointer { nothing in
                var command = slipway_command()
                command.path = UnsafePointer(words[0])
                command.arguments = words.baseAddress
                command.environment = nothing.baseAddress
                (command.input, command.output, command.error) = (0, ends[1], ends[1])
                let parent = slipway_fork()
                if parent == 0 {
                    // Nothing here but calls that are safe in a copy of a process with threads.
                    if slipway_spawn_for_process(&command) > 0 { kill(getpid(), SIGKILL) }
                    _exit(1)
                }
                try #require(parent > 0)
                #expect(slipway_wait(parent, 0) == 128 + SIGKILL)
            }
        }
        close(ends[1])
        #expect(endsWithin(10_000, ends[0]))
        close(ends[0])
    }

    /// Whoever wrote to it then would be ended by the signal of a pipe that nobody reads.
    @Test(.enabled(if: geteuid() == 0, "needs root to become a user who may have few processes"))
    func withoutRoomForItThereIsNoKeeper() throws {
        let child = slipway_fork()
        if child == 0 {
            // The limit leaves room for one process more, the one that would start the keeper. This user has no other
            // processes.
            var limit = rlimit(rlim_cur: 2, rlim_max: 2)
            let resource = __rlimit_resource_t(__RLIMIT_NPROC.rawValue)
            let isLimited = setrlimit(resource, &limit) == 0 && setuid(40214) == 0
            _exit(isLimited ? (slipway_keeper_start() < 0 ? 0 : 1) : 2)
        }
        try #require(child > 0)
        #expect(slipway_wait(child, 0) == 0)
    }

    @Test(.timeLimit(.minutes(20)), arguments: [true, false])
    func aKeptGroupEndsWithItsKeeper(isKept: Bool) throws {
        let keeper = slipway_keeper_start()
        try #require(keeper >= 0)
        // The second is a grandchild: no signal of a parent's death reaches it.
        let running = try Program(["sh", "-c", "sleep 1000 & echo; wait"]).start()
        var reader = LineReader(running.output)
        #expect(reader.next() == .lines([[]]))
        var call = running.id
        try #require(write(keeper, &call, 4) == 4)
        if !isKept {
            call = -call
            try #require(write(keeper, &call, 4) == 4)
        }
        close(keeper)
        #expect(endsWithin(isKept ? 10_000 : 300, running.output) == isKept)
        running.signal(SIGKILL)
        #expect(running.wait() == .signalled(SIGKILL))
        close(running.output)
        close(running.errors)
    }
}
