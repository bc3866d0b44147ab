public import CommandLines

/// Text that is being typed.
public struct Typing: Equatable, Sendable {
    public enum Target: Equatable, Sendable {
        case file(String)
        /// A command line at the shell's prompt.
        case shell
        /// A `docker run`, which the lab itself performs: its pane has the container's log and page.
        case start(RunCommandLine)
    }

    public let target: Target
    public let text: [Character]
    public internal(set) var count = 0
    /// The lab's clock when the next character falls due.
    var due: Double

    init(_ target: Target, _ text: some StringProtocol, now: Double) {
        self.target = target
        self.text = Array(text)
        due = now
    }

    public var isDone: Bool { count == text.count }
    public var typed: String { String(text[..<count]) }

    /// The characters that fall due by then.
    mutating func take(until now: Double, rate: Double?) -> String {
        let start = count
        guard let rate else {
            count = text.count
            return String(text[start...])
        }
        while count < text.count, due <= now {
            // A breath at the end of a line, as hands take.
            due += (text[count] == "\n" ? 4 : 1) / rate
            count += 1
        }
        return String(text[start..<count])
    }
}
