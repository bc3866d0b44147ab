internal import Clocks
internal import Glibc
internal import Processes
internal import Surroundings

/// A command that a check runs: it ends in time, whatever it is.
struct BoundedRun {
    enum End: Equatable {
        /// The exit status, or 128 + n where signal n ended it.
        case exited(Int32)
        case timedOut
    }

    let end: End
    /// What came on standard output and standard error, in the order in which it came.
    let text: String

    private static let textLimit = 1 << 20

    /// Runs a command to its end, and ends it with all that it started where it takes longer. What it leaves behind in the
    /// background is not waited for, also where that keeps the output open.
    /// - Parameter seconds: how long it may take.
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
                // What it wrote last is in the pipes already.
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
        // Nothing reads its output any more, but it may go on.
        while MonotonicClock.now < deadline {
            if let status = child.statusIfEnded() {
                (end, text) = (.exited(status.code), output.text)
                return
            }
            usleep(20_000)
        }
        child.signal(SIGKILL)
        _ = child.wait()
        (end, text) = (.timedOut, output.text)
    }

    /// Pipes that are read as something comes.
    private struct Output {
        private var descriptors: [Int32]
        private var bytes: [UInt8] = []

        init(_ descriptors: [Int32]) {
            self.descriptors = descriptors
            for descriptor in descriptors { _ = fcntl(descriptor, F_SETFL, O_NONBLOCK) }
        }

        var isOpen: Bool { !descriptors.isEmpty }

        var text: String { String(decoding: bytes, as: UTF8.self) }

        /// Waits until something comes, a pipe ends or the time is over, then takes all that is there.
        mutating func read(milliseconds: Int32) {
            var waits = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            guard poll(&waits, nfds_t(waits.count), milliseconds) > 0 else { return }
            for wait in waits where wait.revents != 0 && !drain(wait.fd) {
                Glibc.close(wait.fd)
                descriptors.removeAll { $0 == wait.fd }
            }
        }

        /// False at the pipe's end.
        private mutating func drain(_ descriptor: Int32) -> Bool {
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            // A command that never stops writing is read a megabyte at a time, so that its deadline is looked at.
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
