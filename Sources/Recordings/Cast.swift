/// A recorded terminal: what was written to it, when, and how large it was (asciicast, the format of asciinema).
public struct Cast: Equatable, Sendable {
    public var header: CastHeader
    /// In the order of their times.
    public var events: [Timed<CastEvent>]
    /// Whether the last line is not whole, as after a crash or on a full disk; it is left out.
    public var isCutShort: Bool

    public init(header: CastHeader, events: [Timed<CastEvent>], isCutShort: Bool = false) {
        self.header = header
        self.events = events
        self.isCutShort = isCutShort
    }
}

/// The first line of a cast.
public struct CastHeader: Equatable, Sendable {
    /// Cells of the terminal at the start.
    public var width: Int
    public var height: Int
    /// Seconds since 1970; nil where it is not told.
    public var timestamp: Int?
    /// Nothing of the environment but `TERM` and `SHELL` is ever written.
    public var environment: [String: String]

    public init(width: Int, height: Int, timestamp: Int? = nil, environment: [String: String] = [:]) {
        self.width = width
        self.height = height
        self.timestamp = timestamp
        self.environment = environment.filter { ["TERM", "SHELL"].contains($0.key) }
    }
}

/// The events in a recorded terminal.
public enum CastEvent: Equatable, Sendable {
    /// The program wrote this.
    case output(String)
    /// Somebody typed this.
    case input(String)
    case resize(width: Int, height: Int)
    case marker(String)
}

/// Something and when it happened, in seconds from the recording's start.
public struct Timed<Event> {
    public var time: Double
    public var event: Event

    public init(_ time: Double, _ event: Event) {
        self.time = time
        self.event = event
    }
}

extension Timed: Equatable where Event: Equatable {}
extension Timed: Sendable where Event: Sendable {}
