/// What the build's pane shows.
public enum BuildSight: Equatable, Sendable {
    /// The build that runs or ran last.
    case newest
    /// The builds that are kept.
    case list(BuildHistory)
    /// One of them.
    case kept(KeptRun)
    case race(RaceRun)
}
