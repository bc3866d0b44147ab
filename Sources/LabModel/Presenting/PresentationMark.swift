/// Where a presentation is, so that a new terminal can go on with it.
public struct PresentationMark: Equatable, Sendable {
    /// The time that a step has taken.
    public struct StepTime: Equatable, Sendable {
        /// The step's id.
        public var step: String
        public var seconds: Double
        /// How many of the seconds went by while a command ran.
        public var waited: Double

        public init(step: String, seconds: Double, waited: Double) {
            self.step = step
            self.seconds = seconds
            self.waited = waited
        }
    }

    /// The open step's id.
    public var step: String
    public var next: Int
    public var pace: Int
    /// Seconds since the presentation began, and since the step was opened.
    public var elapsed: Double
    public var stepElapsed: Double
    /// Ids of the steps that this audience is not shown.
    public var leftOut: [String]
    /// The command lines that were performed, oldest first.
    public var trail: [String]
    public var showsTrail: Bool
    /// The times of the steps so far, for the report at the end.
    public var times: [StepTime] = []
    /// Whether the open step was performed to its end, and all of its checks passed.
    public var isFinished = false
    /// What was guessed in the open step: by the instruction, whether it comes from the cache.
    public var guesses: [String: Bool] = [:]

    public init(
        step: String, next: Int, pace: Int, elapsed: Double, stepElapsed: Double, leftOut: [String] = [],
        trail: [String] = [], showsTrail: Bool = false
    ) {
        self.step = step
        self.next = next
        self.pace = pace
        self.elapsed = elapsed
        self.stepElapsed = stepElapsed
        self.leftOut = leftOut
        self.trail = trail
        self.showsTrail = showsTrail
    }

    /// Whether anything else has changed than that time goes by.
    public func isElsewhere(than another: PresentationMark) -> Bool {
        var (mine, other) = (self, another)
        (mine.elapsed, mine.stepElapsed, mine.times) = (0, 0, [])
        (other.elapsed, other.stepElapsed, other.times) = (0, 0, [])
        return mine != other
    }
}
