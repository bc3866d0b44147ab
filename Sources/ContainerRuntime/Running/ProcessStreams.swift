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
    /// Which outputs are shown in the foreground.
    public var shown: Set<Runtime.Stream> = [.stdout, .stderr]
    /// Whether signals of this process are passed on.
    public var passesSignals = true

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
    let console: Console?
    private let terminal = UserTerminal()
    private let signals: Int32
    /// What is read here and passed to the terminal; -1 for nothing.
    private var input: Int32
    /// The end of the process's standard input that is read by it, and the one that is written here: of a process in the
    /// background whose input stays open.
    private var theirInput: Int32 = -1
    private var ourInput: Int32 = -1
    /// What was given before there was a terminal.
    private var early: [UInt8] = []

    /// Blocks the signals that are passed on: make it before any thread.
    ///
    /// - Parameter console: how a terminal is made, where there is to be one.
    init(_ attachment: Attachment, console kind: Console.Kind, size: TerminalSize? = UserTerminal.size)
        throws(RuntimeError)
    {
        self.attachment = attachment
        console = attachment.hasTerminal ? try Console(kind, size: size) : nil
        pipes = attachment.hasTerminal ? nil : try OutputPipes()
        let numbers = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGWINCH]
        signals = slipway_signals_open(numbers, Int32(numbers.count))
        input = attachment.isForeground && attachment.isInteractive && attachment.hasTerminal ? STDIN_FILENO : -1
        if attachment.isInteractive, !attachment.isForeground, !attachment.hasTerminal {
            var ends: [Int32] = [-1, -1]
            guard slipway_pipe(&ends) == 0 else { throw .failed("make", "a pipe") }
            (theirInput, ourInput) = (ends[0], ends[1])
        }
        signal(SIGPIPE, SIG_IGN)
    }

    var descriptors: ContainerProcess.Descriptors {
        if let console {
            // The runtime has its own words for its log; nothing of it belongs on the user's terminal.
            return console.slave < 0
                ? .init(input: nothing, output: nothing, error: nothing)
                : .init(input: console.slave, output: console.slave, error: console.slave)
        }
        let isRead = attachment.isForeground && attachment.isInteractive
        return .init(
            input: isRead ? STDIN_FILENO : theirInput >= 0 ? theirInput : pipes?.nothing ?? -1,
            output: pipes?.output.write ?? -1, error: pipes?.error.write ?? -1)
    }

    /// /dev/null, for the time of this value.
    private let nothing = open("/dev/null", O_RDWR | O_CLOEXEC)

    /// What wakes the loop beside the process's own output.
    struct Wakers {
        /// Readable once the process has ended.
        var ended: Int32
        /// Readable when somebody asks for something; -1 for nobody.
        var requests: Int32 = -1
    }

    /// Serves the process until it has ended and all its output is read.
    func serve(
        _ wakers: Wakers, onSignal: (Int32) -> Void, onIdle: () -> Void,
        output: (Runtime.Stream, UnsafeRawBufferPointer) -> Void
    ) {
        pipes?.closeWriters()
        console?.closeSlave()
        if theirInput >= 0 { close(theirInput) }
        theirInput = -1
        if input >= 0 { terminal.makeRaw() }
        defer { terminal.restore() }
        let idle = { [self] in
            while case let number = slipway_signals_next(signals), number > 0 {
                if number == SIGWINCH { console?.resize(to: UserTerminal.size) } else { onSignal(number) }
            }
            onIdle()
        }
        let news = [signals, wakers.requests]
        if let pipes {
            pipes.drain(alsoWatching: news, whenIdle: idle, to: output)
        } else if let console {
            serve(console, news, wakers.ended, idle, output)
        }
        waitForEnd(wakers.ended, news, idle)
    }

    /// A process may close its outputs and live on: somebody must still hear signals and requests.
    private func waitForEnd(_ ended: Int32, _ news: [Int32], _ idle: () -> Void) {
        guard ended >= 0 else { return }
        while true {
            var polled = ([ended] + news).map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            let count = poll(&polled, nfds_t(polled.count), 50)
            if count < 0, errno != EINTR { return }
            if polled[0].revents != 0 { return }
            idle()
        }
    }

    private func serve(
        _ console: Console, _ news: [Int32], _ ended: Int32, _ idle: () -> Void,
        _ output: (Runtime.Stream, UnsafeRawBufferPointer) -> Void
    ) {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let isThere = console.master >= 0
            let watched = [isThere ? console.master : console.listener, isThere ? input : -1, ended]
            var polled = (watched + news).map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            _ = poll(&polled, nfds_t(polled.count), 50)
            idle()
            guard isThere else {
                if polled[0].revents != 0 {
                    console.receive()
                    give(early[...])
                    early = []
                } else if polled[2].revents != 0 {
                    return
                }
                continue
            }
            if polled[1].revents != 0 { passInput(to: console, &buffer) }
            guard polled[0].revents != 0 else {
                // Others may have the terminal still: `exec` is over when its own process is.
                if polled[2].revents != 0 { return }
                continue
            }
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

    /// Gives the process something to read; only where its input stays open in the background.
    func give(_ bytes: ArraySlice<UInt8>) {
        // The first keys may come before the terminal does.
        guard console == nil || !isWaitingForTerminal else { return early += bytes }
        let end = console.map(\.master) ?? ourInput
        if end >= 0 { WholeWrite.write(bytes, to: end) }
    }

    private var isWaitingForTerminal: Bool { console.map { $0.master < 0 } ?? false }

    /// The process reads the end of its input.
    func endInput() {
        if ourInput >= 0 { close(ourInput) }
        ourInput = -1
    }

    deinit {
        close(signals)
        endInput()
        if theirInput >= 0 { close(theirInput) }
        close(nothing)
    }
}
