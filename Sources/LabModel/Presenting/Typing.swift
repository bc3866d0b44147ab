public import CommandLines

/// Text that is being typed.
public struct Typing: Equatable, Sendable {
    /// Where the text goes.
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
    /// After how many characters the presenter goes on by hand; nil where all is typed.
    private var handover: Int?
    /// The lab's clock when the next character falls due.
    var due: Double

    /// - Parameter beginning: the part of the text after which the presenter goes on; nil for all of it.
    init(_ target: Target, _ text: some StringProtocol, only beginning: String? = nil, now: Double) {
        self.target = target
        self.text = Array(text)
        handover = beginning.flatMap { $0.count < text.count ? $0.count : nil }
        due = now
    }

    public var isDone: Bool { count == text.count }
    /// Whether the rest is the presenter's to type.
    var isHandedOver: Bool { count == handover }
    public var typed: String { String(text[..<count]) }

    /// The rest is typed after all, from now on.
    mutating func goOn(at now: Double) {
        handover = nil
        due = now
    }

    /// The characters that fall due by then.
    mutating func take(until now: Double, rate: Double?) -> String {
        let (start, end) = (count, handover ?? text.count)
        guard let rate else {
            count = end
            return String(text[start..<end])
        }
        while count < end, due <= now {
            // A breath at the end of a line, as hands take.
            due += (text[count] == "\n" ? 4 : 1) / rate
            count += 1
        }
        return String(text[start..<count])
    }
}
