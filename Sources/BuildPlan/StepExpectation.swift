/// What our own planner and the inputs of the last build say of a step before another engine builds it.
public enum StepExpectation: Equatable, Sendable {
    /// Nothing of the step itself has changed since it was built last.
    case unchanged
    /// It has changed itself; never `followsFrom`, which the build shows.
    case changed(MissCause)
}
