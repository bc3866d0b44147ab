import ArgumentParser
import CLinux
import Glibc
import Printing

/// Runs a command on a terminal of its own, passes it on to this one, and writes down what it shows.
final class TerminalRecorder {
    private let words: [String]
    private var size: TerminalSize
    private let file: CastFile
    private var pty: Int32 = -1
    private var child: pid_t = 0
    /// What is typed here and not yet taken there.
    private var typed: [UInt8] = []
    private var readsInput = true

    init(_ words: [String], size: TerminalSize, file: CastFile) {
        self.words = words
        self.size = size
        self.file = file
    }

    /// Blocks to the command's end. Its exit status, or 128 + n where signal n ended it.
    func run() throws -> Int32 {
        let signals = try Signals()
        try start()
        file.begin(size)
        let terminal = RawTerminal()
        while take(signals) {}
        terminal?.restore()
        file.end()
        close(pty)
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
    }

    private func start() throws {
        let arguments = words.map { strdup($0) }
        defer { arguments.forEach { free($0) } }
        var environment = environ
        let withTerm = getenv("TERM") == nil ? ["TERM=xterm-256color"] : []
        var variables: [UnsafeMutablePointer<CChar>?] = withTerm.map { strdup($0) }
        defer { variables.prefix(withTerm.count).forEach { free($0) } }
        while let variable = environment.pointee {
            variables.append(variable)
            environment += 1
        }
        pty = slipway_pty_spawn(
            arguments + [nil], variables + [nil], nil, Int32(size.rows), Int32(size.columns), &child)
        guard pty >= 0 else {
            throw CommandFailure("\(words[0]) cannot be started: \(String(cString: strerror(errno))).")
        }
    }

    /// One turn: whatever is ready. False once the command's terminal is closed.
    private func take(_ signals: Signals) -> Bool {
        var waits = [
            pollfd(fd: pty, events: Int16(typed.isEmpty ? POLLIN : POLLIN | POLLOUT), revents: 0),
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
        let count = read(pty, &buffer, buffer.count)
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
        let count = typed.withUnsafeBytes { write(pty, $0.baseAddress, $0.count) }
        if count > 0 { typed.removeFirst(count) }
    }

    private func obey(_ signal: Int32?) {
        guard let signal else { return }
        guard signal == SIGWINCH else {
            kill(-child, signal)
            return
        }
        guard let now = TerminalSize.ofThisTerminal, now != size else { return }
        size = now
        _ = slipway_pty_resize(pty, Int32(size.rows), Int32(size.columns))
        file.resize(size)
    }
}

/// This terminal, with every key handed on as it is.
private struct RawTerminal {
    private var before = termios()

    /// Nil where standard input is no terminal.
    init?() {
        guard tcgetattr(STDIN_FILENO, &before) == 0 else { return nil }
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
private struct Signals {
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
