internal import CTerminal
internal import Dispatch
internal import FoundationEssentials
internal import Glibc
public import TerminalUI

/// Why there is no screen.
public enum BackendError: Error, Equatable, Sendable {
    /// `TERM` names nothing that terminfo knows, or standard output is not a terminal.
    case noTerminal(term: String)
}

extension BackendError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noTerminal(let term):
            "no screen can be drawn on this terminal (TERM=\(term)): use a terminal, or `slipway demo` for plain text"
        }
    }
}

/// The terminal driver's reports besides input.
public enum BackendEvent: Hashable, Sendable {
    case input(InputEvent)
    /// SIGTERM or SIGHUP: the program is to end.
    case terminated
    /// The program was stopped and goes on: everything must be drawn again.
    case resumed
}

/// The terminal, through ncurses: a grid goes out, keys come in. The only place that knows ncurses.
@MainActor
public final class NcursesBackend {
    let window: UnsafeMutablePointer<WINDOW>
    private let signals: Int32
    private var shown: Grid?
    private var palette: ColorPalette
    var gathering = Gathering.nothing
    var pasted = PastedText()
    var pushedBack: Token?

    /// Whether the terminal's characters are Unicode's. Where they are not, a grid is drawn in ASCII.
    public let isUnicode: Bool

    /// The terminal's name in terminfo.
    private let name: String

    /// Takes the terminal over, until `close` or any end of the program.
    ///
    /// - Parameters:
    ///   - name: the terminal's in terminfo, which ncurses itself finds in TERM.
    ///   - usesColor: false shows attributes only.
    public init(name: String, usesColor: Bool) throws(BackendError) {
        self.name = name
        signals = slipway_terminal_signals()
        guard let window = slipway_terminal_start() else {
            throw .noTerminal(term: name)
        }
        self.window = window
        KeyCodes.define()
        isUnicode = slipway_terminal_is_unicode()
        palette = ColorPalette(
            colors: usesColor ? Int(slipway_terminal_colors()) : 0, limit: Int(slipway_terminal_pairs()))
    }

    /// The size of the terminal now.
    public var size: Size {
        var (rows, columns): (Int32, Int32) = (0, 0)
        slipway_terminal_size(&rows, &columns)
        return Size(width: Int(columns), height: Int(rows))
    }

    /// Gives the terminal back as it was.
    public func close() { slipway_terminal_stop() }

    /// Ends the program by the signal that asked it to end (`terminated`), so that the process that waits for it learns
    /// the reason. Returns if no signal has asked. To be called last, after `close`.
    public static func endAsAsked() { slipway_terminal_end_as_asked() }

    /// Shows a grid; only cells that differ from the last one are sent.
    public func draw(_ grid: Grid) {
        slipway_terminal_guard_stack()
        if shown?.size != grid.size { werase(window) }
        for run in GridDiff(from: shown, to: grid).runs { put(run) }
        place(grid.caret)
        wrefresh(window)
        shown = grid
    }

    /// Has the next `draw` send every cell, whatever another program wrote on the terminal.
    public func forget() {
        shown = nil
        slipway_terminal_touch(window)
    }

    private func put(_ run: GridDiff.Run) {
        let (pair, attributes) = palette.resolve(run.style)
        var x = run.point.x
        for character in run.characters {
            for text in isUnicode ? [character] : ASCIIFallback.characters(for: character) {
                String(text).withCString {
                    slipway_terminal_put(window, Int32(run.point.y), Int32(x), $0, attributes, pair)
                }
                x += isUnicode ? CellWidth.of(text) : 1
            }
        }
    }

    private func place(_ caret: Point?) {
        guard let caret else {
            curs_set(0)
            return
        }
        curs_set(1)
        wmove(window, Int32(caret.y), Int32(caret.x))
    }

    /// Waits on a thread of its own for input and signals, and gives what came, in order. One stream at a time.
    public func events() -> AsyncStream<[BackendEvent]> {
        let (stream, continuation) = AsyncStream.makeStream(of: [BackendEvent].self)
        let signals = signals
        // The thread only polls. It waits at the gate until the main actor has read what was there.
        let gate = DispatchSemaphore(value: 0)
        DispatchQueue(label: "slipway.terminal").async {
            while Self.waitForInput(signals) {
                Task { @MainActor [weak self] in
                    let events = self?.drain() ?? []
                    if !events.isEmpty { continuation.yield(events) }
                    gate.signal()
                }
                gate.wait()
            }
            slipway_terminal_hung_up()
            continuation.yield([.terminated])
        }
        return stream
    }

    /// False where standard input is gone.
    private nonisolated static func waitForInput(_ signals: Int32) -> Bool {
        var descriptors = [
            pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
            pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
        ]
        while poll(&descriptors, 2, -1) < 0, errno == EINTR {}
        return Int32(descriptors[0].revents) & (POLLHUP | POLLERR | POLLNVAL) == 0
    }

    private func drain() -> [BackendEvent] {
        slipway_terminal_guard_stack()
        var events: [BackendEvent] = []
        var byte: UInt8 = 0
        while read(signals, &byte, 1) == 1 {
            if let event = handle(Int32(byte)), events.last != event { events.append(event) }
        }
        while let input = nextInput() { events.append(.input(input)) }
        return events
    }

    private func handle(_ signal: Int32) -> BackendEvent? {
        switch signal {
        case SIGWINCH:
            let size = size
            slipway_terminal_resized(Int32(size.height), Int32(size.width))
            shown = nil
            return .input(.resize(size))
        case SIGTSTP:
            suspend()
            return nil
        case SIGCONT:
            slipway_terminal_resume(window)
            let size = size
            slipway_terminal_resized(Int32(size.height), Int32(size.width))
            forget()
            return .resumed
        default: return .terminated
        }
    }

    /// Stops the program as Ctrl-Z does, with the terminal given back, and goes on after `fg`.
    public func suspend() {
        slipway_terminal_stop()
        // At the shell's prompt a learner does not know how to come back.
        let words = "\r\nSlipway is stopped, nothing is lost: type fg and Enter to come back.\r\n"
        slipway_terminal_send(words, words.utf8.count)
        slipway_terminal_wait_for_continue()
        slipway_terminal_resume(window)
    }

    /// Asks the terminal for its background; the answer, where one comes, is an input event. Terminals that would show
    /// the question as text are not asked.
    public func askBackground() {
        let isPlain = ["linux", "dumb", "ansi", "cons"].contains { name.hasPrefix($0) } || name.hasPrefix("vt")
        guard !isPlain else { return }
        let question = TerminalBackground.question
        slipway_terminal_send(question, question.utf8.count)
    }

    /// Hands a text to the terminal's own clipboard (OSC 52).
    public func copyToClipboard(_ text: String) {
        let sequence = "\u{1B}]52;c;\(Data(text.utf8).base64EncodedString())\u{07}"
        slipway_terminal_send(sequence, sequence.utf8.count)
    }
}
