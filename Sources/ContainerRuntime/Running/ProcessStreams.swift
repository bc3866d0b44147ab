internal import CLinux
internal import Glibc

/// How a process of a container is joined to this one's input and output.
public struct Attachment: Sendable {
    /// `-i`: the process reads what this one is given.
    public var isInteractive: Bool
    /// `-t`
    public var hasTerminal: Bool
    /// Whether output and signals go through this process: not with `-d`.
    public var isForeground: Bool

    public init(isInteractive: Bool = false, hasTerminal: Bool = false, isForeground: Bool = true) {
        self.isInteractive = isInteractive
        self.hasTerminal = hasTerminal
        self.isForeground = isForeground
    }
}

/// The descriptors of a process and the loop that serves them.
final class ProcessStreams {
    private let attachment: Attachment
    private let pipes: OutputPipes?
    private let console: Console?
    private let signals: Int32
    private var input: Int32

    /// Blocks the signals that are passed on: make it before any thread.
    init(_ attachment: Attachment) throws(RuntimeError) {
        self.attachment = attachment
        console = attachment.hasTerminal ? try Console() : nil
        pipes = attachment.hasTerminal ? nil : try OutputPipes()
        let numbers = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGWINCH]
        signals = slipway_signals_open(numbers, Int32(numbers.count))
        input = attachment.isForeground && attachment.isInteractive && attachment.hasTerminal ? STDIN_FILENO : -1
        signal(SIGPIPE, SIG_IGN)
    }

    var descriptors: ContainerProcess.Descriptors {
        if let console { return .init(input: console.slave, output: console.slave, error: console.slave) }
        let isRead = attachment.isForeground && attachment.isInteractive
        return .init(
            input: isRead ? STDIN_FILENO : pipes?.nothing ?? -1, output: pipes?.output.write ?? -1,
            error: pipes?.error.write ?? -1)
    }

    /// Serves the process until it has ended and all its output is read.
    func serve(
        onSignal: (Int32) -> Void, onIdle: () -> Void, output: (Runtime.Stream, UnsafeRawBufferPointer) -> Void
    ) {
        pipes?.closeWriters()
        console?.closeSlave()
        if input >= 0 { console?.makeUserTerminalRaw() }
        defer { console?.restoreUserTerminal() }
        let idle = { [self] in
            while case let number = slipway_signals_next(signals), number > 0 {
                if number == SIGWINCH { console?.takeSize() } else { onSignal(number) }
            }
            onIdle()
        }
        if let pipes {
            pipes.drain(alsoWatching: signals, whenIdle: idle, to: output)
        } else if let console {
            serve(console, idle, output)
        }
    }

    private func serve(
        _ console: Console, _ idle: () -> Void, _ output: (Runtime.Stream, UnsafeRawBufferPointer) -> Void
    ) {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            var polled = [console.master, input, signals].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            _ = poll(&polled, 3, 50)
            idle()
            if polled[1].revents != 0 { passInput(to: console, &buffer) }
            guard polled[0].revents != 0 else { continue }
            let count = read(console.master, &buffer, buffer.count)
            // EIO: no process has the other end any more.
            guard count > 0 || count < 0 && errno == EINTR else { return }
            if count > 0 { buffer[..<count].withUnsafeBytes { output(.stdout, $0) } }
        }
    }

    private func passInput(to console: Console, _ buffer: inout [UInt8]) {
        let count = read(input, &buffer, 4096)
        if count > 0 {
            WholeWrite.write(buffer[..<count], to: console.master)
        } else if count == 0 || errno != EINTR {
            input = -1
        }
    }

    deinit { close(signals) }
}

/// Writes all of some bytes, however many calls it takes; gives up where nobody reads any more.
enum WholeWrite {
    static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) {
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 { rest = rest.dropFirst(count) } else if !canWait(descriptor) { return }
        }
    }

    private static func canWait(_ descriptor: Int32) -> Bool {
        if errno == EINTR { return true }
        guard errno == EAGAIN else { return false }
        var polled = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return poll(&polled, 1, 1000) >= 0
    }
}
