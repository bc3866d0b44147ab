internal import CLinux
internal import Glibc

/// A program that was started. Somebody must wait for it; it is killed when this process ends.
public struct RunningProgram: Sendable {
    /// Its process ID, and its process group's where it leads one.
    public let id: Int32
    /// The ends of its pipes; -1 where it has none. Their reader closes them.
    public let output: Int32
    /// The pipe of its standard error, likewise.
    public let errors: Int32
    let keepsGroup: Bool

    /// Sends a signal to its process group. It is not an error if the program has ended, but it must not have been
    /// waited for: its number may then belong to another program.
    public func signal(_ number: Int32) { _ = slipway_signal_group(id, number) }

    /// As Ctrl-C would.
    public func interrupt() { signal(SIGINT) }

    /// All that it writes to its output, which is closed then; what comes after `limit` bytes is dropped. Blocks.
    ///
    /// - Parameter patience: seconds that it may say nothing before it is killed; negative for any number.
    public func readOutput(limit: Int = 1 << 20, patience: Int32 = -1) -> [UInt8] {
        defer { close(output) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            var ready = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
            if poll(&ready, 1, patience < 0 ? -1 : patience * 1000) == 0 {
                signal(SIGKILL)
                return bytes
            }
            let count = read(output, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return bytes }
            bytes += buffer[..<min(count, limit - bytes.count)]
        }
    }

    /// How it ended; nil while it runs. After an answer, none of the waiting functions may be called again.
    public func statusIfEnded() -> ExitStatus? {
        var information = siginfo_t()
        while waitid(P_PID, UInt32(id), &information, WEXITED | WNOWAIT | WNOHANG) < 0, errno == EINTR {}
        return information.si_signo == 0 ? nil : wait()
    }

    /// Waits for its end, but so many milliseconds at most; nil where it still runs. After an answer, none of the
    /// waiting functions may be called again.
    public func wait(milliseconds: Int) -> ExitStatus? {
        ProcessEnd.wait(for: id, milliseconds: milliseconds)
        return statusIfEnded()
    }

    /// Blocks to its end.
    public func wait() -> ExitStatus {
        // As long as nobody has waited, no other group can have this number.
        var information = siginfo_t()
        while waitid(P_PID, UInt32(id), &information, WEXITED | WNOWAIT) < 0, errno == EINTR {}
        if keepsGroup { Keeper.release(group: id) }
        return ExitStatus(code: slipway_wait(id, 0))
    }
}

/// The end of a child, as something that can be waited for with a limit.
enum ProcessEnd {
    /// Returns once the child has ended, or the time is over. A kernel without process descriptors returns at once.
    static func wait(for id: Int32, milliseconds: Int) {
        let end = slipway_pidfd_open(id)
        guard end >= 0 else { return }
        defer { close(end) }
        var ready = pollfd(fd: end, events: Int16(POLLIN), revents: 0)
        while poll(&ready, 1, Int32(clamping: milliseconds)) < 0, errno == EINTR {}
    }
}
