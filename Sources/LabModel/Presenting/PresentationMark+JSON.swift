public import ImageFormat

/// The mark as its file has it.
extension PresentationMark {
    public var json: JSON {
        .object([
            "step": .string(step), "next": .integer(Int64(next)), "pace": .integer(Int64(pace)),
            "elapsed": .number(elapsed), "stepElapsed": .number(stepElapsed), "leftOut": .strings(leftOut),
            "trail": .strings(trail), "showsTrail": .bool(showsTrail), "times": .array(times.map(\.json)),
            "finished": .bool(isFinished),
            "guesses": .object(guessed),
        ])
    }

    private var guessed: [JSON.Member] {
        guesses.sorted { $0.key < $1.key }.map { JSON.Member($0.key, .bool($0.value)) }
    }

    /// Nil for what is not a mark. What an earlier version did not keep is as in the beginning.
    public init?(json: JSON) {
        guard let step = json["step"]?.string, let next = json["next"]?.int, let pace = json["pace"]?.int,
            let elapsed = json["elapsed"]?.double, let stepElapsed = json["stepElapsed"]?.double
        else { return nil }
        self.init(
            step: step, next: next, pace: pace, elapsed: elapsed, stepElapsed: stepElapsed,
            leftOut: json["leftOut"]?.strings ?? [], trail: json["trail"]?.strings ?? [],
            showsTrail: json["showsTrail"]?.bool ?? false)
        times = (json["times"]?.elements ?? []).compactMap(StepTime.init(json:))
        isFinished = json["finished"]?.bool ?? false
        for member in json["guesses"]?.members ?? [] { guesses[member.name] = member.value.bool }
    }
}

extension PresentationMark.StepTime {
    var json: JSON {
        .object(["step": .string(step), "seconds": .number(seconds), "waited": .number(waited)])
    }

    /// Nil for what is not the time of a step.
    init?(json: JSON) {
        guard let step = json["step"]?.string, let seconds = json["seconds"]?.double,
            let waited = json["waited"]?.double, seconds >= 0, waited >= 0
        else { return nil }
        self.init(step: step, seconds: min(seconds, 1e9), waited: min(waited, 1e9))
    }
}
