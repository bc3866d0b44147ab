internal import Clocks
internal import Files
internal import Glibc
internal import ImageFormat
internal import LabViews
internal import Printing

/// Follows a presentation from another terminal.
public struct NotesReader {
    private let folder: String
    private let showsCommands: Bool

    /// - Parameters:
    ///   - folder: the one that prepared lessons are in.
    ///   - showsCommands: whether the commands that were performed are shown instead, for those who lag behind.
    public init(below folder: String, showsCommands: Bool) {
        self.folder = folder
        self.showsCommands = showsCommands
    }

    /// Shows the notes of this moment; false where no presentation is under way.
    public func showOnce() -> Bool {
        guard let socket = connect() else { return false }
        follow(socket, once: true)
        return true
    }

    /// Follows without end: a presenter may come later, end, or be killed and come again.
    public func followAll() -> Never {
        while true { follow(wait()) }
    }

    /// The presentation that is under way, or the next one. Says once that there is none yet.
    private func wait() -> Int32 {
        if let socket = connect() { return socket }
        Line.print("Waiting for a presentation; start one in another terminal: slipway present")
        while true {
            if let socket = connect() { return socket }
            usleep(300_000)
        }
    }

    /// The presentation that answers, among all that were prepared.
    private func connect() -> Int32? {
        for name in Folder.namesOrNone(of: folder) {
            let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
            let path = "\(folder)/\(name)/notes.sock"
            if NotesAddress.with(path, { Glibc.connect(descriptor, $0, $1) == 0 }) { return descriptor }
            close(descriptor)
        }
        return nil
    }

    private func follow(_ socket: Int32, once: Bool = false) {
        let isTerminal = isatty(STDOUT_FILENO) == 1
        var text: [UInt8] = []
        var notes: PresenterNotes?
        var received = 0.0
        while true {
            var wait = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
            poll(&wait, 1, isTerminal && !once ? 500 : -1)
            if wait.revents != 0 {
                var buffer = [UInt8](repeating: 0, count: 65_536)
                let count = read(socket, &buffer, buffer.count)
                guard count > 0 else {
                    close(socket)
                    return Line.print("The presentation has ended.")
                }
                text += buffer[..<count]
                guard let end = text.lastIndex(of: UInt8(ascii: "\n")) else { continue }
                let line = text[..<end].split(separator: UInt8(ascii: "\n")).last ?? []
                text.removeFirst(end + 1)
                notes = (try? JSON(parsing: Array(line))).map { PresenterNotes(json: $0) } ?? notes
                received = MonotonicClock.now
                if !isTerminal || once {
                    notes.map { lines($0, since: 0, once).forEach { Line.print(words: $0) } }
                }
                if once { return }
            }
            if isTerminal, let notes {
                let lines = lines(notes, since: MonotonicClock.now - received, once)
                // The caret goes home, and each line is cleared only behind its text, so that the screen does not
                // flicker.
                let shown = lines.map { PrintableText("\($0)\u{1B}[K\r\n") }.joined()
                Line.print("\u{1B}[H\(shown)\u{1B}[J\u{1B}[1A")
            }
        }
    }

    private func lines(_ notes: PresenterNotes, since: Double, _ once: Bool) -> [String] {
        guard showsCommands else { return NotesText.lines(notes, since: since) }
        var size = winsize()
        let isKnown = !once && ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_row > 0
        return NotesText.commands(notes, rows: isKnown ? Int(size.ws_row) : nil)
    }
}
