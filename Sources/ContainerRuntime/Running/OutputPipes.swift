internal import CLinux
internal import Glibc

/// The pipes from which the output of a process is read.
final class OutputPipes {
    struct Ends {
        var read: Int32 = -1
        var write: Int32 = -1
    }

    private(set) var output = Ends()
    private(set) var error = Ends()
    /// /dev/null, for reading.
    let nothing: Int32

    init() throws(RuntimeError) {
        nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
        output = try Self.pipe()
        error = try Self.pipe()
    }

    private static func pipe() throws(RuntimeError) -> Ends {
        var ends: [Int32] = [-1, -1]
        guard slipway_pipe(&ends) == 0 else { throw .failed("make", "a pipe") }
        return Ends(read: ends[0], write: ends[1])
    }

    /// Once the process has its copies: without this the pipes would never end.
    func closeWriters() {
        Self.shut(&output.write)
        Self.shut(&error.write)
    }

    /// Reads both until they end.
    ///
    /// - Parameters:
    ///   - others: descriptors whose news call `whenIdle` at once; -1 for none.
    ///   - whenIdle: called at least twenty times a second.
    func drain(
        alsoWatching others: [Int32] = [], whenIdle: () -> Void,
        to sink: (Runtime.Stream, UnsafeRawBufferPointer) -> Void
    ) {
        let size = 65_536
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 16)
        defer { buffer.deallocate() }
        while output.read >= 0 || error.read >= 0 {
            var polled = ([output.read, error.read] + others).map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            _ = poll(&polled, nfds_t(polled.count), 50)
            whenIdle()
            if polled[0].revents != 0 { Self.pass(&output.read, buffer) { sink(.stdout, $0) } }
            if polled[1].revents != 0 { Self.pass(&error.read, buffer) { sink(.stderr, $0) } }
        }
    }

    private static func pass(
        _ descriptor: inout Int32, _ buffer: UnsafeMutableRawBufferPointer, to sink: (UnsafeRawBufferPointer) -> Void
    ) {
        let count = read(descriptor, buffer.baseAddress, buffer.count)
        if count > 0 {
            sink(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
            shut(&descriptor)
        }
    }

    private static func shut(_ descriptor: inout Int32) {
        if descriptor >= 0 { close(descriptor) }
        descriptor = -1
    }

    deinit {
        closeWriters()
        Self.shut(&output.read)
        Self.shut(&error.read)
        close(nothing)
    }
}
