internal import CLinux
internal import CTerminal
internal import Commands
internal import Glibc
internal import Printing
internal import Processes
public import Surroundings

/// Runs a command on a terminal of its own, passes it on to this one, and writes down what it shows.
public final class TerminalRecorder {
    private var size: CastSize
    private let file: CastFile
    private let program: TerminalProgram
    private let signals: RecorderSignals
    /// What was typed here and the command's terminal has not taken yet.
    private var typed: [UInt8] = []
    private var readsInput = true

    /// Starts the command.
    public init(_ words: [String], size: CastSize, file: CastFile, in surroundings: Surroundings) throws {
        self.size = size
        self.file = file
        signals = try RecorderSignals()
        var program = Program(words)
        if surroundings.variables["TERM"] == nil {
            program.environment = surroundings.with("TERM", "xterm-256color").environment
        }
        do { self.program = try program.start(onTerminalOf: size.rows, by: size.columns) } catch {
            throw CommandFailure("\(error).")
        }
    }

    /// Blocks to the command's end. Its exit status, or 128 + n where signal n ended it.
    public func run() -> Int32 {
        file.begin(size)
        let terminal = RawTerminal()
        while turn() {}
        terminal?.restore()
        file.end()
        close(program.terminal)
        return program.wait().code
    }

    /// One turn: whatever is ready. False once the command's terminal is closed.
    private func turn() -> Bool {
        var waits = [
            pollfd(fd: program.terminal, events: Int16(typed.isEmpty ? POLLIN : POLLIN | POLLOUT), revents: 0),
            pollfd(fd: readsInput && typed.count < 65_536 ? STDIN_FILENO : -1, events: Int16(POLLIN), revents: 0),
            pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
        ]
        guard poll(&waits, 3, -1) >= 0 else { return errno == EINTR }
        if waits[2].revents != 0 { obey(signals.next()) }
        if waits[1].revents != 0 { readInput() }
        if Int32(waits[0].revents) & POLLOUT != 0 { passInput() }
        return Int32(waits[0].revents) & ~POLLOUT == 0 || passOutput()
    }

    private func passOutput() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = read(program.terminal, &buffer, buffer.count)
        if count < 0 { return errno == EINTR || errno == EAGAIN }
        guard count > 0 else { return false }
        let bytes = buffer[..<count]
        file.output(bytes)
        bytes.withUnsafeBytes { StandardStream.output.write($0, as: .programOutput) }
        return true
    }

    private func readInput() {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = read(STDIN_FILENO, &buffer, buffer.count)
        if count > 0 { typed += buffer[..<count] } else if count == 0 { readsInput = false }
    }

    private func passInput() {
        let count = typed.withUnsafeBytes { write(program.terminal, $0.baseAddress, $0.count) }
        if count > 0 { typed.removeFirst(count) }
    }

    private func obey(_ signal: Int32?) {
        guard let signal else { return }
        guard signal == SIGWINCH else {
            program.signal(signal)
            return
        }
        guard let now = CastSize.ofThisTerminal, now != size else { return }
        size = now
        program.resize(rows: size.rows, columns: size.columns)
        file.resize(size)
    }
}

/// This terminal, with every key handed on as it is.
private struct RawTerminal {
    private var before = termios()

    /// Nil where standard input is not a terminal.
    init?() {
        guard tcgetattr(STDIN_FILENO, &before) == 0 else { return nil }
        slipway_terminal_restore_on_signals(&before)
        var raw = before
        cfmakeraw(&raw)
        guard tcsetattr(STDIN_FILENO, TCSADRAIN, &raw) == 0 else { return nil }
    }

    func restore() {
        var before = before
        tcsetattr(STDIN_FILENO, TCSADRAIN, &before)
    }
}

/// Signals that are for the recorded command, or that say that this terminal has another size.
private struct RecorderSignals {
    let descriptor: Int32

    init() throws {
        descriptor = slipway_signals_open([SIGWINCH, SIGTERM, SIGHUP, SIGINT], 4)
        guard descriptor >= 0 else { throw CommandFailure("signals cannot be read") }
    }

    func next() -> Int32? {
        let signal = slipway_signals_next(descriptor)
        return signal == 0 ? nil : signal
    }
}
