public import BuildPlan

/// A prediction of what a build would do if it began now. It can be compared with the build, and is never shown as a
/// result.
public enum BuildForecast: Equatable, Sendable {
    /// Nothing could run: the Dockerfile has errors, or the context cannot be read.
    case refused([Refusal])
    /// The build could run. The outline is that of the build; there is one foreseen step for each of its steps.
    case planned(BuildOutline, [ForeseenStep])

    /// The steps, in the order of the Dockerfile; none for a build that is refused.
    public var steps: [ForeseenStep] {
        switch self {
        case .refused: []
        case .planned(_, let steps): steps
        }
    }
}

/// An instruction, and what the build would do about it.
public struct ForeseenStep: Equatable, Sendable {
    public var outline: StepOutline
    public var forecast: StepForecast

    public init(_ outline: StepOutline, _ forecast: StepForecast) {
        self.outline = outline
        self.forecast = forecast
    }
}

/// What a build would do about one instruction.
public enum StepForecast: Equatable, Sendable {
    /// FROM, which neither comes from the cache nor runs: what it names is there.
    case base
    /// `saved` is how many seconds the step took when it was made.
    case cached(saved: Double)
    /// The step runs. The cause is nil where files of another stage would have to be read to name it; `seconds` is what
    /// the step took in the last build, nil where there was none like it.
    case runs(MissCause?, seconds: Double?)
    /// What the step will do cannot be known before the build.
    case open(OpenQuestion, seconds: Double?)
    /// The step cannot be done, and the build ends.
    case fails(StepFailure)
    /// A step above it fails, or the build stops before it.
    case notReached
    /// The target does not need its stage.
    case notNeeded
}

/// What is missing to compute a step's cache key.
public enum OpenQuestion: Equatable, Sendable {
    /// The image that FROM or `--from` names, which is not in the store.
    case base(String)
    /// The same, where the build would assemble an image that stands in for it.
    case standIn(String)
    /// What a step that runs will make.
    case step(StepID)
    /// What an address gives.
    case download(String)
    /// Files of a stage or an image that no build has looked at.
    case files(of: String)
}
