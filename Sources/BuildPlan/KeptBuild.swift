public import ImageFormat

/// A build as its journal describes it: one that has ended, or one whose process was stopped.
public struct KeptBuild: Equatable, Sendable {
    /// The ID of the build.
    public let id: String
    /// The first event; nil where the journal does not have it.
    public private(set) var start: BuildStart?
    public private(set) var outline = BuildOutline(stages: [], steps: [])
    /// The end of each step that has ended.
    public private(set) var ends: [StepID: StepFinish] = [:]
    /// How the build ended; nil for a build that still runs or whose process was killed.
    public private(set) var result: BuildResult?
    /// The seconds from the first event to the last one.
    public private(set) var seconds = 0.0

    public init(id: String, _ events: some Sequence<TimedBuildEvent>) {
        self.id = id
        for timed in events {
            seconds = max(seconds, timed.time)
            switch timed.event {
            case .started(let start): self.start = start
            case .planned(let planned): outline = planned
            case .stepFinished(let finish): ends[finish.step] = finish
            case .finished(let result): self.result = result
            case .contextRead, .stepStarted, .stepProgress, .stepLog, .warning: break
            }
        }
    }

    /// The ID of the image that the build made; nil where it made none.
    public var imageID: String? {
        switch result {
        case .succeeded(let image): image.imageID
        case .stopped(_, let image): image
        case .failed, .refused, .cancelled, nil: nil
        }
    }

    /// The name under which the store remembers the steps: the image's ID, or the build's ID where it made no image.
    public var memoryName: String { imageID ?? id }

    /// The number of steps that came from the cache. A FROM is not counted.
    public var hits: Int { ends.values.count { if case .cached = $0.outcome { true } else { false } } }

    /// The steps that ran, including one that failed.
    public var ran: [StepOutline] { steps { $0 == .done || $0.isFailure } }

    private func steps(_ isMeant: (StepOutcome) -> Bool) -> [StepOutline] {
        outline.steps.filter { step in step.keyword != "FROM" && ends[step.id].map { isMeant($0.outcome) } ?? false }
    }

    /// How the build ended, in a few words: `built`, `failed at line 4`.
    public var outcome: String {
        switch result {
        case .succeeded: return "built"
        case .stopped(let step, _): return "stopped before line \(line(of: step))"
        case .failed(let step): return "failed at line \(line(of: step))"
        case .refused: return "refused"
        case .cancelled: return "cancelled"
        case nil: return "not ended"
        }
    }

    /// The step that failed, with its failure; nil where no step failed.
    public var failure: (step: StepOutline, failure: StepFailure)? {
        for step in outline.steps {
            if case .failed(let failure)? = ends[step.id]?.outcome { return (step, failure) }
        }
        return nil
    }

    private func line(of step: StepID) -> Int { outline.steps.first { $0.id == step }?.firstLine ?? 0 }

    /// Whether the steps whose instruction begins with the given words came from the cache; nil where there is no such
    /// step. Stages that the build did not need are ignored.
    ///
    /// - Parameter words: the instruction or its beginning: `RUN pip install`.
    public func isCached(_ words: String) -> Bool? {
        let needed = Set(outline.stages.filter(\.isNeeded).map(\.index))
        let meant = outline.steps.filter { $0.text.hasPrefix(words) && needed.contains($0.stage) }
        guard !meant.isEmpty else { return nil }
        return meant.allSatisfy { step in
            if case .cached? = ends[step.id]?.outcome { true } else { false }
        }
    }

    /// The build as members of a JSON object, without its steps.
    public var summary: [JSON.Member] {
        .present([
            "build": .string(id), "wallClock": start.map { .number($0.wallClock) },
            "dockerfile": start.map { .string($0.dockerfile) }, "context": start.map { .string($0.context) },
            "tags": .strings(start?.tags ?? []), "outcome": .string(outcome), "image": imageID.map(JSON.string),
            "hits": .count(hits), "ran": .count(ran.count), "seconds": .number(seconds),
        ])
    }

    /// The build as a JSON object: each step, how it ended, and why it ran.
    public var json: JSON {
        let words = MissWords(outline: outline)
        return .object(
            [JSON.Member("v", .count(1))] + summary
                + [JSON.Member("steps", .array(outline.steps.map { json($0, words) }))])
    }

    private func json(_ step: StepOutline, _ words: MissWords) -> JSON {
        let end = ends[step.id]
        return .object(
            .present([
                "line": .count(step.firstLine), "stage": .count(step.stage), "text": .string(step.text),
                "outcome": .string(end.map { $0.outcome.word } ?? "notReached"),
                "seconds": end.map { .number($0.outcome.saved ?? $0.duration) },
                "reason": end?.miss.map { .string(words.reason($0)) }, "miss": end?.miss?.json,
            ]))
    }
}

extension StepOutcome {
    fileprivate var isFailure: Bool { if case .failed = self { true } else { false } }

    fileprivate var saved: Double? { if case .cached(let saved) = self { saved } else { nil } }

    fileprivate var word: String {
        switch self {
        case .cached: "cached"
        case .done: "done"
        case .failed: "failed"
        case .skipped: "skipped"
        case .cancelled: "cancelled"
        }
    }
}
