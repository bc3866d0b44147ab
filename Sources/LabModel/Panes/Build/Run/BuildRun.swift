public import BuildPlan

/// One build as the lab shows it, folded from its events.
public struct BuildRun: Equatable, Sendable {
    /// An instruction of the build.
    public struct Step: Equatable, Sendable {
        public var outline: StepOutline
        public var phase = StepPhase.waiting
        /// How far a long step says it is.
        public var progress: StepProgress?
        public var log: StepLogLines
        /// Whether the learner opened or closed the log by hand; nil follows the state.
        public var isOpened: Bool?

        /// - Parameter isKept: whether the store has the build's whole log.
        public init(outline: StepOutline, isKept: Bool = false) {
            self.outline = outline
            log = StepLogLines(isKept: isKept)
        }

        /// A log is open while its step runs and when it failed, and folded when it is done.
        public var showsLog: Bool { isOpened ?? phase.opensLog }
    }

    /// How the build stands.
    public enum End: Equatable, Sendable {
        case finished(BuildResult)
        /// The builder ended without its last event: what it wrote to standard error.
        case lost(String)
    }

    public let id: RunID
    /// The Dockerfile as it was saved when the build started; the gutter compares it with the text now.
    public let source: String
    private let isKept: Bool
    public var start: BuildStart?
    public var stages: [StageOutline] = []
    public var steps: [Step] = []
    public var context: ContextSummary?
    public var warnings: [BuildWarning] = []
    public var end: End?
    /// Whether the learner asked it to stop.
    public var isCancelling = false
    /// What the lab's clock showed when the build's clock was 0; nil before the first event.
    public var origin: Double?
    /// The time of the last event, in seconds of the build's clock.
    public var lastTime = 0.0

    /// - Parameter isKept: whether the store has the whole logs, by the ID that the build has everywhere.
    public init(id: RunID, source: String, isKept: Bool = false) {
        self.id = id
        self.source = source
        self.isKept = isKept
    }

    public var isRunning: Bool { end == nil }

    /// What went wrong, in the build's own sentences.
    public var failures: [String] {
        let ofSteps = steps.compactMap { step -> String? in
            guard case .ended(let finish) = step.phase, case .failed(let failure) = finish.outcome else { return nil }
            return failure.message
        }
        guard case .finished(.refused(let refusals)) = end else { return ofSteps }
        return ofSteps + refusals.map(\.message)
    }

    /// Takes the next event of the stream. Events for steps that no plan named are left out.
    public mutating func apply(_ timed: TimedBuildEvent, now: Double) {
        if origin == nil { origin = now - timed.time }
        lastTime = max(lastTime, timed.time)
        switch timed.event {
        case .started(let start): self.start = start
        case .planned(let outline): plan(outline)
        case .contextRead(let summary): context = summary
        case .stepStarted(let id): change(id) { $0.phase = .running(since: timed.time) }
        case .stepProgress(let progress): change(progress.step) { $0.progress = progress }
        case .stepLog(let log): change(log.step) { $0.log.append(log.text) }
        case .stepFinished(let finish): change(finish.step) { $0.phase = .ended(finish) }
        case .warning(let warning): if warnings.count < Self.warningLimit { warnings.append(warning) }
        case .finished(let result): end = .finished(result)
        }
    }

    /// Counts lines of a step's log that nobody can bring into memory here; where they are kept, they can be asked for.
    public mutating func skip(_ lines: Int, of step: StepID) { change(step) { $0.log.skip(lines) } }

    private static let warningLimit = 200

    private mutating func plan(_ outline: BuildOutline) {
        stages = outline.stages
        steps = outline.steps.map { Step(outline: $0, isKept: isKept) }
    }

    private mutating func change(_ id: StepID, _ body: (inout Step) -> Void) {
        if steps.indices.contains(id.index), steps[id.index].outline.id == id {
            body(&steps[id.index])
        } else if let index = steps.firstIndex(where: { $0.outline.id == id }) {
            body(&steps[index])
        }
    }
}

/// How far a step is.
public enum StepPhase: Equatable, Sendable {
    case waiting
    /// Since when, in seconds of the build's clock.
    case running(since: Double)
    case ended(StepFinish)

    /// Whether the step's log is shown without being asked for.
    var opensLog: Bool {
        switch self {
        case .waiting: return false
        case .running: return true
        case .ended(let finish):
            if case .failed = finish.outcome { return true }
            return false
        }
    }
}
