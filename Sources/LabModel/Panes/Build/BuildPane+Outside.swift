internal import BuildPlan

/// Builds that somebody typed into the shell.
extension BuildPane {
    mutating func take(
        _ event: TimedBuildEvent, of id: String, source: String, _ lab: inout LabContext
    ) -> [Request] {
        guard !known.contains(id) else { return [] }
        var requests: [Request] = []
        if outside?.id != id { requests = beginOutside(event, id, source, &lab) }
        guard let outside, outside.id == id, run?.id == outside.run else { return requests }
        run?.apply(event, now: lab.now)
        if case .planned = event.event, let run { requests.append(.built(BuiltDockerfile(run))) }
        guard case .finished = event.event else { return requests }
        return requests + endOutside(id)
    }

    private mutating func beginOutside(
        _ event: TimedBuildEvent, _ id: String, _ source: String, _ lab: inout LabContext
    ) -> [Request] {
        guard case .started = event.event, !isRunning else {
            known.insert(id)
            return []
        }
        let run = lab.newRun()
        outside = (id, run)
        return begin(run, source: source) + [.outsideBuildBegan]
    }

    private mutating func endOutside(_ id: String) -> [Request] {
        known.insert(id)
        outside = nil
        return finish()
    }

    /// The command that built is gone without a last word.
    mutating func loseOutside() -> [Request] {
        guard let outside else { return [] }
        if run?.id == outside.run, run?.end == nil { run?.end = .finished(.cancelled) }
        return endOutside(outside.id)
    }
}
