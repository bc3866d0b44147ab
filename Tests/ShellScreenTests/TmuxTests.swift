import Glibc
import Seeds
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

    @Test(.timeLimit(.minutes(20))) func theScreenIsAsTmuxShowsIt() throws {
        let tmux = try #require(Tmux(Stream.size))
        defer { tmux.end() }
        for stream in Self.common + Stream.recorded {
            try #require(!stream.bytes.isEmpty, "\(stream)")
            try expectTheSame(stream, tmux, "\(stream)")
        }
    }

    @Test(.timeLimit(.minutes(20))) func randomStreamsAreAsTmuxShowsThem() throws {
        let seed = PropertySeed.of(1)
        var chance = SeededGenerator(seed)
        let tmux = try #require(Tmux(Stream.size))
        defer { tmux.end() }
        for number in 0..<100 {
            let text = RandomStream.common(&chance)
            try expectTheSame(
                Stream("random", text), tmux, "number \(number) of the seed \(seed): \(text.debugDescription)")
        }
    }

    private func expectTheSame(_ stream: Stream, _ tmux: Tmux, _ comment: Comment) throws {
        let theirs = try #require(tmux.screen(after: stream.bytes), comment)
        let frame = stream.terminal.frame()
        #expect(frame.rows.map { trimmed($0.text) } == theirs.rows, comment)
        if let caret = frame.caret {
            // With the last column written, tmux counts the caret behind it.
            #expect(Point(x: min(theirs.caret.x, Stream.size.width - 1), y: theirs.caret.y) == caret, comment)
        }
    }

    private func trimmed(_ text: String) -> String {
        let end = text.unicodeScalars.lastIndex { $0 != " " }
        return end.map { String(text.unicodeScalars[...$0]) } ?? ""
    }
}

/// A tmux of its own, with one pane that shows one stream after another.
private struct Tmux {
    static let isThere = run("command -v tmux") != ""

    private let server = "slipway-\(getpid())-\(UInt32.random(in: 0 ... .max))"
    private let size: Size

    /// nil where it does not start.
    init?(_ size: Size) {
        self.size = size
        let options = "set -g status off \\; set -g allow-rename on \\; set -g remain-on-exit on"
        _ = tmux("start-server \\; \(options) \\; new-session -d -s s -x \(size.width) -y \(size.height) cat")
        guard tmux("display -p -t s ready") == "ready\n" else { return nil }
    }

    func end() { _ = tmux("kill-server") }

    func screen(after bytes: [UInt8]) -> (rows: [String], caret: Point)? {
        // The title that comes last says that tmux has read the rest.
        let mark = "all-read-\(UInt32.random(in: 0 ... .max))"
        let path = "/tmp/\(server).bytes"
        guard let file = fopen(path, "w") else { return nil }
        defer { unlink(path) }
        let whole = bytes + Array("\u{1B}]2;\(mark)\u{7}".utf8)
        fwrite(whole, 1, whole.count, file)
        fclose(file)
        _ = tmux("respawn-pane -k -t s 'stty raw -echo; cat \(path); exec sleep 60'")
        var looks = 0
        while tmux("display -p -t s '#{pane_title}'") != mark + "\n" {
            looks += 1
            guard looks < 2_000 else { return nil }
            usleep(5_000)
        }
        let places = tmux("display -p -t s '#{cursor_x} #{cursor_y}'").split(whereSeparator: \.isWhitespace)
        let numbers = places.compactMap { Int($0) }
        let rows = tmux("capture-pane -p -t s").split(separator: "\n", omittingEmptySubsequences: false)
        guard numbers.count == 2, rows.count > size.height else { return nil }
        return (rows.prefix(size.height).map(String.init), Point(x: numbers[0], y: numbers[1]))
    }

    private func tmux(_ command: String) -> String {
        Self.run("env LC_ALL=C.UTF-8 tmux -L \(server) -f /dev/null \(command)")
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
