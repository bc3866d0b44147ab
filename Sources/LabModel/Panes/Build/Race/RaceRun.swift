public import BuildPlan
public import CommandLines

/// A race as the lab shows it, folded from its events: two builds, each with a stopwatch of its own, since one is built
/// after the other.
public struct RaceRun: Equatable, Sendable {
    /// One of the two.
    public struct Racer: Equatable, Sendable {
        /// Nil until its first build begins.
        public fileprivate(set) var lap: RaceLap?
        public fileprivate(set) var run: BuildRun

        /// What the steps that ran have written into layers, in bytes.
        public var bytesWritten: Int64 {
            run.steps.reduce(0) { sum, step in
                guard case .ended(let finish) = step.phase, finish.outcome == .done, step.outline.keyword != "FROM"
                else { return sum }
                return sum + (finish.layerBytes ?? 0)
            }
        }
    }

    /// How the race stands.
    public enum Stand: Equatable, Sendable {
        case running
        /// The learner asked it to stop, and it has not ended.
        case stopping
        case decided(RaceVerdict)
        case stopped
        /// What the command wrote to standard error.
        case failed(String)
    }

    public let id: RunID
    public let line: RaceCommandLine
    public private(set) var first: Racer
    public private(set) var second: Racer
    public private(set) var stand = Stand.running
    public internal(set) var scroll = ScrollPosition()

    public init(id: RunID, _ line: RaceCommandLine) {
        self.id = id
        self.line = line
        first = Racer(lap: nil, run: BuildRun(id: id, source: ""))
        second = first
    }

    public subscript(side: RaceSide) -> Racer {
        switch side {
        case .first: first
        case .second: second
        }
    }

    /// Whether the command runs.
    public var isRunning: Bool { stand == .running || stand == .stopping }

    /// Takes the next event; with a new lap the racer begins anew.
    public mutating func take(_ event: RaceEvent, now: Double) {
        switch event.side {
        case .first: Self.add(event, to: &first, now: now)
        case .second: Self.add(event, to: &second, now: now)
        }
    }

    private static func add(_ event: RaceEvent, to racer: inout Racer, now: Double) {
        if racer.lap != event.lap { racer = Racer(lap: event.lap, run: BuildRun(id: racer.run.id, source: "")) }
        racer.run.apply(event.build, now: now)
    }

    mutating func stop() { if stand == .running { stand = .stopping } }

    /// The command is gone.
    mutating func end(status: Int32, errors: String) {
        guard status == 0 else {
            stand = stand == .stopping ? .stopped : .failed(errors)
            return
        }
        stand = .decided(RaceVerdict(first: first.run.lastTime, second: second.run.lastTime))
    }
}
