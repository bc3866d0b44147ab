internal import CTerminal
internal import Glibc
internal import Printing

/// The terminal of `slipway watch`: single keys in, whole pages out. Without a terminal, lines in and out.
final class WatchTerminal {
    enum Happening {
        case key(Character)
        case changed
        case resized
        case ended
        case nothing
    }

    private let isInteractive = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    private var lastPage: [String] = []
    private var pending: [UInt8] = []
    private var hasEnded = false

    /// How the terminal was.
    private var original = termios()

    func begin() {
        guard isInteractive, tcgetattr(STDIN_FILENO, &original) == 0 else { return }
        slipway_terminal_restore_on_signals(&original)
        // These signals only have to interrupt the waiting.
        for number in [SIGWINCH, SIGCONT] { signal(number) { _ in } }
        readSingleKeys()
    }

    func end() {
        if isInteractive { tcsetattr(STDIN_FILENO, TCSANOW, &original) }
    }

    private func readSingleKeys() {
        guard isInteractive else { return }
        var single = original
        single.c_lflag &= ~tcflag_t(ICANON | ECHO)
        tcsetattr(STDIN_FILENO, TCSANOW, &single)
    }

    // MARK: Out

    func show(_ page: WatchPage) {
        let lines = page.lines(width: width)
        guard isInteractive || lines != lastPage else { return }
        lastPage = lines
        let clearing: PrintableText = isInteractive ? "\u{1B}[H\u{1B}[2J\u{1B}[3J" : ""
        let page = lines.map { PrintableText(lines: $0) }.joined(separator: "\n")
        StandardStream.output.write(clearing + page + (isInteractive ? "\n" : "\n\n"))
    }

    /// Says what is going on, until the next page.
    func announce(_ text: String) { StandardStream.output.write("\n" + PrintableText(lines: text) + "\n") }

    private var width: Int {
        var size = winsize()
        guard isInteractive, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 100 }
        return Int(size.ws_col)
    }

    // MARK: In

    /// Waits until a key is pressed, the descriptor is readable, or the time is over.
    func wait(for descriptor: Int32, milliseconds: Int32) -> Happening {
        if let key = nextKey() { return .key(key) }
        if hasEnded { return .ended }
        var waits = [
            pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
            pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
        ]
        let count = poll(&waits, 2, milliseconds)
        if count < 0 {
            readSingleKeys()
            return .resized
        }
        if waits[0].revents != 0 { return readKeys() }
        return waits[1].revents != 0 ? .changed : .nothing
    }

    private func readKeys() -> Happening {
        var buffer = [UInt8](repeating: 0, count: 256)
        let count = read(STDIN_FILENO, &buffer, buffer.count)
        if count < 0, errno == EINTR { return .nothing }
        guard count > 0 else {
            hasEnded = true
            return .ended
        }
        pending += buffer[..<count]
        return nextKey().map { .key($0) } ?? .nothing
    }

    /// Keys of one byte; the rest, such as arrows, is let go.
    private func nextKey() -> Character? {
        while let byte = pending.first {
            pending.removeFirst()
            if byte == 0x1B {
                pending = []
                return nil
            }
            if byte != UInt8(ascii: "\n"), byte < 0x80 { return Character(Unicode.Scalar(byte)) }
            if byte == UInt8(ascii: "\n"), isInteractive { return "\n" }
        }
        return nil
    }
}
