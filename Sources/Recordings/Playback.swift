/// Where a replay is: what is due when time passes, and how pause, speed and step change that.
public struct Playback<Event: Sendable>: Sendable {
    public let events: [Timed<Event>]
    /// The next event's place in `events`.
    public private(set) var index = 0
    /// Seconds of the recording that have been played.
    public private(set) var time = 0.0
    public private(set) var speed = 1.0
    public var isPaused = false

    /// Waits longer than this many seconds are shortened to it; nil keeps them as they were.
    private let longestWait: Double?

    public init(_ events: [Timed<Event>], longestWait: Double? = nil) {
        self.longestWait = longestWait
        self.events = Self.shortened(events, longestWait)
    }

    public var isOver: Bool { index == events.count }

    /// Seconds from the first event to the last.
    public var duration: Double { events.last?.time ?? 0 }

    /// The events that fall due while that many seconds go by; none while it is paused.
    public mutating func advance(by seconds: Double) -> [Event] {
        guard !isPaused, !isOver else { return [] }
        return advance(to: time + max(0, seconds) * speed)
    }

    /// The next event, at once, with all others of its moment.
    public mutating func step() -> [Event] {
        guard !isOver else { return [] }
        return advance(to: events[index].time)
    }

    /// Seconds until the next event at this speed; nil where nothing will come by itself.
    public var wait: Double? {
        guard !isPaused, !isOver else { return nil }
        return max(0, events[index].time - time) / speed
    }

    /// Doubles the speed, up to 16 times, or halves it, down to an eighth.
    public mutating func accelerate(_ isFaster: Bool) {
        speed = isFaster ? min(16, speed * 2) : max(0.125, speed / 2)
    }

    /// Any speed between an eighth and 16 times.
    public mutating func setSpeed(_ speed: Double) { self.speed = min(16, max(0.125, speed)) }

    /// Back to the beginning.
    public mutating func restart() {
        index = 0
        time = 0
    }

    private mutating func advance(to end: Double) -> [Event] {
        time = end
        let first = index
        while index < events.count, events[index].time <= end { index += 1 }
        return events[first..<index].map(\.event)
    }

    private static func shortened(_ events: [Timed<Event>], _ limit: Double?) -> [Timed<Event>] {
        var (last, now) = (0.0, 0.0)
        return events.map { timed in
            // A recording with a clock that went back, or that shows no time at all, is played as if it had stood still.
            let time = RecordedTime.isPossible(timed.time) ? timed.time : last
            let gap = max(0, time - last)
            last = max(last, time)
            now += min(gap, limit ?? gap)
            return Timed(now, timed.event)
        }
    }
}
