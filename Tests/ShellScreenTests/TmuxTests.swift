import Glibc
import ShellScreen
import TerminalUI
import Testing

/// tmux is the measure: the same bytes make the same screen.
@Suite(.serialized, .enabled(if: Tmux.isThere, "tmux is not installed"))
struct TmuxTests {
    /// Not those where tmux and xterm differ, and we are with xterm.
    static let common = Stream.written.filter {
        !["half of a wide character", "line drawing", "saving the place"].contains($0.description)
    }

    @Test(arguments: common + Stream.recorded)
    func theScreenIsAsTmuxShowsIt(stream: Stream) throws {
        try #require(!stream.bytes.isEmpty)
        let theirs = try #require(Tmux.screen(after: stream.bytes, Stream.size))
        let frame = stream.terminal.frame()
        let ours = frame.rows.map { trimmed($0.text) }
        #expect(ours == theirs.rows)
        if let caret = frame.caret {
            // With the last column written, tmux counts the caret behind it.
            #expect(Point(x: min(theirs.caret.x, Stream.size.width - 1), y: theirs.caret.y) == caret)
        }
    }

    private func trimmed(_ text: String) -> String {
        String(
            text.unicodeScalars.reversed().drop { $0 == " " }.reversed().reduce(into: "") {
                $0.unicodeScalars.append($1)
            })
    }
}

enum Tmux {
    static let isThere = run("command -v tmux") != ""

    static func screen(after bytes: [UInt8], _ size: Size) -> (rows: [String], caret: Point)? {
        let server = "slipway-\(getpid())-\(UInt32.random(in: 0 ... .max))"
        let file = "/tmp/\(server).bytes"
        // The title that comes last says that tmux has read the rest.
        guard let handle = fopen(file, "w") else { return nil }
        fwrite(bytes + Array("\u{1B}]2;all-read\u{7}".utf8), 1, bytes.count + 13, handle)
        fclose(handle)
        defer { unlink(file) }
        let tmux = "env LC_ALL=C.UTF-8 tmux -L \(server) -f /dev/null"
        _ = run(
            "\(tmux) start-server \\; set -g status off \\; set -g allow-rename on \\; new-session -d -s s "
                + "-x \(size.width) -y \(size.height) 'stty raw -echo; cat \(file); exec sleep 60'")
        defer { _ = run("\(tmux) kill-server") }
        for _ in 0..<500 where run("\(tmux) display -p -t s '#{pane_title}'") != "all-read\n" { usleep(20_000) }
        let places = run("\(tmux) display -p -t s '#{cursor_x} #{cursor_y}'").split(whereSeparator: \.isWhitespace)
        let numbers = places.compactMap { Int($0) }
        var rows = run("\(tmux) capture-pane -p -t s").split(separator: "\n", omittingEmptySubsequences: false)
        rows.removeLast()
        guard numbers.count == 2 else { return nil }
        return (rows.map(String.init), Point(x: numbers[0], y: numbers[1]))
    }

    private static func run(_ command: String) -> String {
        guard let pipe = popen(command + " 2>/dev/null", "r") else { return "" }
        defer { pclose(pipe) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while case let count = fread(&buffer, 1, buffer.count, pipe), count > 0 { bytes += buffer[..<count] }
        return String(decoding: bytes, as: UTF8.self)
    }
}
