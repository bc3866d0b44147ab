internal import BuildPlan
internal import TerminalUI

/// Builds that somebody typed into the shell: the lab follows what they write down.
extension LabModel {
    /// A build that is not the lab's own, by the ID that it has everywhere.
    struct OutsideBuild: Sendable {
        var id: String
        var run: RunID
    }

    mutating func takeOutside(_ event: TimedBuildEvent, of id: String) -> [Effect] {
        guard !knownBuilds.contains(id) else { return [] }
        if outsideBuild?.id != id { beginOutside(event, id) }
        guard let outside = outsideBuild, outside.id == id, build?.id == outside.run else { return [] }
        build?.apply(event, now: now)
        if case .planned = event.event { renewGutter() }
        guard case .finished = event.event else { return [] }
        return endOutside(id)
    }

    private mutating func beginOutside(_ event: TimedBuildEvent, _ id: String) {
        guard case .started = event.event, build?.isRunning != true else {
            knownBuilds.insert(id)
            return
        }
        let saved = files.first(where: \.isDockerfile)?.disk ?? []
        showNewBuild(newRun(), source: String(decoding: saved, as: UTF8.self))
        outsideBuild = build.map { OutsideBuild(id: id, run: $0.id) }
        // The class watches the build, not its words.
        if presentation?.isDriving == true { show(.build) }
    }

    private mutating func endOutside(_ id: String) -> [Effect] {
        knownBuilds.insert(id)
        outsideBuild = nil
        return buildIsOver()
    }

    /// The command that built is gone without a last word.
    mutating func loseOutsideBuild() -> [Effect] {
        guard let outside = outsideBuild else { return [] }
        if build?.id == outside.run, build?.end == nil { build?.end = .finished(.cancelled) }
        return endOutside(outside.id)
    }

    /// Ctrl-C, where the build's command is.
    mutating func cancelOutside() -> [Effect] { sendToShell(.key(.control("c"))) }
}
