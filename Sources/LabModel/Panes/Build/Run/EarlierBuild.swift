public import BuildPlan

/// The last build of the learner's folder, as an earlier lab or a command left it in the store.
public struct EarlierBuild: Sendable {
    public let events: [TimedBuildEvent]
    /// Seconds since its last event.
    public let age: Double
    /// The Dockerfile that it read; nil where the file was written again since, so that nobody knows.
    public let source: String?
    /// The lesson's files that have not been written since, by their paths: the build read them as they are. Nil where
    /// nobody looked.
    public let files: [String: [UInt8]]?

    public init(
        events: [TimedBuildEvent], age: Double, source: String?, files: [String: [UInt8]]? = nil
    ) {
        self.events = events
        self.age = age
        self.source = source
        self.files = files
    }
}

extension BuildRun {
    /// - Parameter now: the lab's clock. The build ended before the lab began; it counts for a step that was open then.
    init(id: RunID, _ build: EarlierBuild, now: Double) {
        self.init(id: id, source: build.source ?? Self.source(of: build), isKept: true)
        origin = now - build.age - (build.events.last?.time ?? 0)
        for event in build.events { apply(event, now: now) }
        if end == nil { end = .finished(.cancelled) }
    }

    /// The lines that the build's own outline names. An instruction over several lines reads otherwise in a file, and is
    /// shown as one that may have been edited.
    private static func source(of build: EarlierBuild) -> String {
        var lines: [String] = []
        for case .planned(let outline) in build.events.map(\.event) {
            for step in outline.steps where step.firstLine > 0 && step.firstLine < 100_000 {
                while lines.count < step.firstLine { lines.append("") }
                lines[step.firstLine - 1] = step.text
            }
        }
        return lines.joined(separator: "\n")
    }
}
