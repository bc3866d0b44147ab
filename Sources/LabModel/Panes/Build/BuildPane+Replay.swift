internal import BuildPlan

/// A recorded build in the place of one that runs.
extension BuildPane {
    /// Forgets what was played.
    mutating func beginReplay(_ id: RunID) {
        run = BuildRun(id: id, source: "")
        slides = .off
        scroll.offset = nil
    }

    mutating func replay(_ event: TimedBuildEvent, now: Double) {
        if run?.end == nil { run?.apply(event, now: now) }
    }
}
