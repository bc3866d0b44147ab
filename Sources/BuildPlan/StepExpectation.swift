/// What Slipway's planner and the inputs of the last build say about a step before another engine builds it.
public enum StepExpectation: Equatable, Sendable {
    /// The step itself has not changed since its last build.
    case unchanged
    /// The step itself has changed. The cause is never `followsFrom`, which only the build can show.
    case changed(MissCause)
}
