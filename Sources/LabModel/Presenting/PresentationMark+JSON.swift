public import ImageFormat

/// The mark as its file has it.
extension PresentationMark {
    public var json: JSON {
        .object([
            "step": .string(step), "next": .integer(Int64(next)), "pace": .integer(Int64(pace)),
            "elapsed": .number(elapsed), "stepElapsed": .number(stepElapsed),
        ])
    }

    /// Nil for what is not a mark.
    public init?(json: JSON) {
        guard let step = json["step"]?.string, let next = json["next"]?.int, let pace = json["pace"]?.int,
            let elapsed = json["elapsed"]?.double, let stepElapsed = json["stepElapsed"]?.double
        else { return nil }
        self.init(step: step, next: next, pace: pace, elapsed: elapsed, stepElapsed: stepElapsed)
    }
}
