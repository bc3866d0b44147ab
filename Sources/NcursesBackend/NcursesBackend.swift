internal import CTerminal
internal import Dispatch
internal import Foundation
internal import Glibc
public import TerminalUI

/// Why there is no screen.
public enum BackendError: Error, Equatable, Sendable {
    /// `TERM` names nothing that terminfo knows, or standard output is no terminal.
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

/// What the terminal's driver reports besides input.
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
    private var palette: Palette
    var isPasting = false
    var pasted = ""

    /// Takes the terminal over. `usesColor` false shows attributes only.
    public init(usesColor: Bool) throws(BackendError) {
        signals = slipway_terminal_signals()
        guard let window = slipway_terminal_start() else {
            throw .noTerminal(term: getenv("TERM").map { String(cString: $0) } ?? "")
        }
        self.window = window
        palette = Palette(colors: usesColor ? Int(slipway_terminal_colors()) : 0)
    }

    public var size: Size {
        var (rows, columns): (Int32, Int32) = (0, 0)
        slipway_terminal_size(&rows, &columns)
        return Size(width: Int(columns), height: Int(rows))
    }

    /// Gives the terminal back as it was.
    public func close() { slipway_terminal_stop() }

    /// Shows a grid; only cells that differ from the last one are sent.
    public func draw(_ grid: Grid) {
        let old = shown?.size == grid.size ? shown : nil
        if old == nil { werase(window) }
        for y in 0..<grid.size.height {
            for x in 0..<grid.size.width {
                let point = Point(x: x, y: y)
                let cell = grid[point]
                guard let character = cell.character, old?[point] != cell || isHalfStale(old, grid, point) else {
                    continue
                }
                put(character, cell.style, at: point)
            }
        }
        place(grid.caret)
        wrefresh(window)
        shown = grid
    }

    /// A wide character is sent again where what stood under its right half was another.
    private func isHalfStale(_ old: Grid?, _ new: Grid, _ point: Point) -> Bool {
        let next = Point(x: point.x + 1, y: point.y)
        guard let old, next.x < new.size.width, new[next].character == nil else { return false }
        return old[next] != new[next]
    }

    private func put(_ character: Character, _ style: Style, at point: Point) {
        let (pair, attributes) = palette.resolve(style)
        String(character).withCString {
            slipway_terminal_put(window, Int32(point.y), Int32(point.x), $0, attributes, pair)
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
        Thread.detachNewThread {
            while Self.waitForInput(signals) {
                Task { @MainActor [weak self] in
                    let events = self?.drain() ?? []
                    if !events.isEmpty { continuation.yield(events) }
                    gate.signal()
                }
                gate.wait()
            }
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
        var events: [BackendEvent] = []
        var byte: UInt8 = 0
        while read(signals, &byte, 1) == 1 {
            switch Int32(byte) {
            case SIGWINCH:
                let size = size
                slipway_terminal_resized(Int32(size.height), Int32(size.width))
                shown = nil
                events.append(.input(.resize(size)))
            case SIGCONT:
                slipway_terminal_resume()
                shown = nil
                events.append(.resumed)
            default: events.append(.terminated)
            }
        }
        while let input = nextInput() { events.append(.input(input)) }
        return events
    }

    /// Stops the program as Ctrl-Z does, with the terminal given back, and goes on after `fg`.
    public func suspend() {
        slipway_terminal_stop()
        raise(SIGSTOP)
    }

    /// Hands a text to the terminal's own clipboard (OSC 52).
    public func copyToClipboard(_ text: String) {
        let sequence = "\u{1B}]52;c;\(Data(text.utf8).base64EncodedString())\u{07}"
        _ = sequence.withCString { write(STDOUT_FILENO, $0, strlen($0)) }
    }
}
