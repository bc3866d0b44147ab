public import CommandLines
public import TerminalUI

/// The lesson as a performance in front of a class: what Space does next, and how the room sees it.
public struct Presentation: Equatable, Sendable {
    /// How fast text is typed.
    public enum Pace: Int, CaseIterable, Equatable, Sendable {
        case slow, human, quick, atOnce

        /// Characters a second; nil for all at once.
        var rate: Double? {
            switch self {
            case .slow: 8
            case .human: 18
            case .quick: 60
            case .atOnce: nil
            }
        }
    }

    public internal(set) var pace = Pace.human
    /// Whether Space performs; otherwise the keyboard is the presenter's, as in the lab.
    public internal(set) var isDriving = true
    /// The position of the next action in the open step's solution.
    public internal(set) var next = 0
    public internal(set) var typing: Typing?
    /// Whether the room sees nothing.
    public internal(set) var isBlank = false
    /// One pane at a time, the one that matters now.
    public internal(set) var isLarge = false
    /// What the presenter points at; nil where the pointer is off.
    public internal(set) var pointer: Point?
    /// The restoring of a step that is under way.
    public internal(set) var restoring: RunID?
    /// The lab's clock when the presentation began; below 0 where it goes on after an earlier terminal.
    public internal(set) var startedAt: Double
    public internal(set) var stepStartedAt: Double

    public init(now: Double, resuming mark: PresentationMark? = nil) {
        // The mark comes from a file, which may hold anything.
        startedAt = now - Self.seconds(mark?.elapsed)
        stepStartedAt = now - Self.seconds(mark?.stepElapsed)
        next = min(max(0, mark?.next ?? 0), 1_000_000)
        pace = mark.flatMap { Pace(rawValue: $0.pace) } ?? .human
    }

    private static func seconds(_ elapsed: Double?) -> Double { min(max(0, elapsed ?? 0), 1e9) }
}

/// Where a presentation is, so that a new terminal can go on with it.
public struct PresentationMark: Equatable, Sendable, Codable {
    /// The open step's id.
    public var step: String
    public var next: Int
    public var pace: Int
    /// Seconds since the presentation began, and since the step was opened.
    public var elapsed: Double
    public var stepElapsed: Double

    public init(step: String, next: Int, pace: Int, elapsed: Double, stepElapsed: Double) {
        self.step = step
        self.next = next
        self.pace = pace
        self.elapsed = elapsed
        self.stepElapsed = stepElapsed
    }
}

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
