import ArgumentParser
import Clocks
import Files
import Glibc
import ImageFormat
import LabRuntime
import LabViews
import LessonPlay
import Printing
import Surroundings

/// `slipway notes`: follows a presentation from a second terminal.
struct NotesCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "notes", abstract: "Follow a presentation: notes, the next action, time, and what the checks say.")

    @Flag(help: "Print the notes of this moment and end.")
    var once = false

    @Flag(help: "Show the commands that were performed instead, for those who lag behind.")
    var commands = false

    func run(in surroundings: Surroundings) throws {
        guard let home = surroundings.store else {
            throw CommandFailure("HOME is not set: where is the store?")
        }
        let folder = PreparedLesson.folder(below: home)
        if once {
            guard let socket = Self.connect(below: folder) else {
                Complaint.print("no presentation is under way; start one in another terminal: slipway present")
                throw ExitCode.failure
            }
            return follow(socket)
        }
        // A presenter may come later, end, or be killed and come again.
        while true {
            follow(Self.wait(below: folder))
        }
    }

    /// The presentation that is under way, or the next one. Says once that there is none yet.
    private static func wait(below folder: String) -> Int32 {
        if let socket = connect(below: folder) { return socket }
        Line.print("Waiting for a presentation; start one in another terminal: slipway present")
        while true {
            if let socket = connect(below: folder) { return socket }
            usleep(300_000)
        }
    }

    /// The presentation that answers, among all that were prepared.
    private static func connect(below folder: String) -> Int32? {
        for name in Folder.namesOrNone(of: folder) {
            let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
            let path = "\(folder)/\(name)/notes.sock"
            if NotesAddress.with(path, { Glibc.connect(descriptor, $0, $1) == 0 }) { return descriptor }
            close(descriptor)
        }
        return nil
    }

    private func follow(_ socket: Int32) {
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
                    notes.map { lines($0, since: 0).forEach { Line.print(words: $0) } }
                }
                if once { return }
            }
            if isTerminal, let notes {
                let lines = lines(notes, since: MonotonicClock.now - received)
                // Home, each line to its end, then the rest of the screen: without a flicker.
                let shown = lines.map { PrintableText("\($0)\u{1B}[K\r\n") }.joined()
                Line.print("\u{1B}[H\(shown)\u{1B}[J\u{1B}[1A")
            }
        }
    }

    private func lines(_ notes: PresenterNotes, since: Double) -> [String] {
        guard commands else { return NotesText.lines(notes, since: since) }
        var size = winsize()
        let isKnown = !once && ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_row > 0
        return NotesText.commands(notes, rows: isKnown ? Int(size.ws_row) : nil)
    }
}
