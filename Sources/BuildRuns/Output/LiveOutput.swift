internal import BuildPlan
internal import Glibc
internal import Printing

/// Draws a `LiveBuildView` on a terminal, at most twenty times a second.
struct LiveOutput {
    private var view = LiveBuildView()
    private var drawnLines = 0
    private var drawnAt = -1.0
    private let stream: StandardStream

    init(_ stream: StandardStream) { self.stream = stream }

    mutating func show(_ event: TimedBuildEvent) {
        let text = view.add(event.event, at: event.time)
        if !text.isEmpty || event.time - drawnAt >= 0.05 { draw(text, at: event.time) }
    }

    /// Redraws the running steps with their new durations.
    mutating func tick(at time: Double) {
        if time - drawnAt >= 0.1 { draw("", at: time) }
    }

    private mutating func draw(_ text: PrintableText, at time: Double) {
        let size = size
        let lines = view.lines(width: size.columns, height: size.rows - 1, at: time)
        let back: PrintableText = drawnLines > 0 ? "\r\u{1b}[\(drawnLines)A" : "\r"
        stream.write("\(back)\u{1b}[J\(text)\(lines.map { $0 + "\n" }.joined())")
        drawnLines = lines.count
        drawnAt = time
    }

    private var size: (columns: Int, rows: Int) {
        var size = winsize()
        guard ioctl(stream.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
            return (80, 24)
        }
        return (Int(size.ws_col), Int(size.ws_row))
    }
}
