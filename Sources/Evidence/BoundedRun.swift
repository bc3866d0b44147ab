internal import Clocks
internal import Glibc
internal import Processes
internal import Surroundings

/// Runs the command of a check with a limit on its time.
struct BoundedRun {
    enum End: Equatable {
        /// The exit status, or 128 + n where signal n ended it.
        case exited(Int32)
        case timedOut
    }

    let end: End
    /// The text of standard output and standard error, in the order in which it arrived.
    let text: String

    private static let textLimit = 1 << 20

    /// Runs a command to its end, or kills it with all its children when its time is over. Children in the background
    /// are not waited for, even if they keep the output open.
    /// - Parameter seconds: the limit on its time.
    init(_ words: [String], in place: Workplace, seconds: Int) throws(StartError) {
        var program = Program(words, folder: place.commandFolder)
        program.environment = place.surroundings.environment
        program.lifetime = .group
        let child = try program.start()
        var output = Output([child.output, child.errors])
        defer { output.close() }
        let deadline = MonotonicClock.now + Double(seconds)
        while output.isOpen {
            output.read(milliseconds: 100)
            if let status = child.statusIfEnded() {
                // The last output of the command is already in the pipes.
                output.read(milliseconds: 0)
                (end, text) = (.exited(status.code), output.text)
                return
            }
            guard MonotonicClock.now < deadline else {
                child.signal(SIGKILL)
                _ = child.wait()
                (end, text) = (.timedOut, output.text)
                return
            }
        }
        // The command closed its output, but it may still run.
        if let status = child.wait(milliseconds: Int(max(0, deadline - MonotonicClock.now) * 1000)) {
            (end, text) = (.exited(status.code), output.text)
            return
        }
        child.signal(SIGKILL)
        _ = child.wait()
        (end, text) = (.timedOut, output.text)
    }

    /// The output pipes of the command.
    private struct Output {
        private var descriptors: [Int32]
        private var bytes: [UInt8] = []

        init(_ descriptors: [Int32]) {
            self.descriptors = descriptors
            for descriptor in descriptors { _ = fcntl(descriptor, F_SETFL, O_NONBLOCK) }
        }

        var isOpen: Bool { !descriptors.isEmpty }

        var text: String { String(decoding: bytes, as: UTF8.self) }

        /// Waits until output arrives, a pipe ends or the time is over, then reads all that is there.
        mutating func read(milliseconds: Int32) {
            var waits = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            guard poll(&waits, nfds_t(waits.count), milliseconds) > 0 else { return }
            for wait in waits where wait.revents != 0 && !drain(wait.fd) {
                Glibc.close(wait.fd)
                descriptors.removeAll { $0 == wait.fd }
            }
        }

        /// Reads what is in a pipe; false at the end of the pipe.
        private mutating func drain(_ descriptor: Int32) -> Bool {
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            // The output is read a megabyte at a time, so that the deadline counts for a command that never stops
            // writing.
            for _ in 0..<16 {
                let count = Glibc.read(descriptor, &buffer, buffer.count)
                if count < 0 { return errno == EAGAIN || errno == EINTR }
                if count == 0 { return false }
                bytes += buffer.prefix(min(count, max(0, BoundedRun.textLimit - bytes.count)))
            }
            return true
        }

        mutating func close() { for descriptor in descriptors { Glibc.close(descriptor) } }
    }
}
