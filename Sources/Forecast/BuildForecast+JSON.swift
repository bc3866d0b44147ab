internal import BuildPlan
public import ImageFormat

extension BuildForecast {
    /// The forecast for programs; `Formats/forecast.md` describes it.
    public var json: JSON {
        switch self {
        case .refused(let refusals):
            return .object([
                "v": .integer(1), "refused": .array(refusals.map(Self.json)), "steps": .array([]),
            ])
        case .planned(let outline, let steps):
            let words = ForecastWords(outline)
            let sum = ForecastSummary(steps)
            return .object([
                "v": .integer(1), "steps": .array(steps.map { Self.json($0, words) }),
                "summary": .object([
                    "cached": .integer(Int64(sum.cached)), "runs": .integer(Int64(sum.runs)),
                    "open": .integer(Int64(sum.open)), "seconds": .number(sum.seconds),
                    "untimed": .integer(Int64(sum.untimed)), "words": .string(sum.words),
                ]),
            ])
        }
    }

    private static func json(_ refusal: Refusal) -> JSON {
        .object([
            "location": refusal.location.map(JSON.string), "message": .string(refusal.message),
            "advice": refusal.advice.map(JSON.string),
        ])
    }

    private static func json(_ step: ForeseenStep, _ words: ForecastWords) -> JSON {
        let (outline, forecast) = (step.outline, step.forecast)
        return .object([
            "step": .integer(Int64(outline.id.index)), "stage": .integer(Int64(outline.stage)),
            "line": .integer(Int64(outline.firstLine)), "text": .string(outline.text),
            "forecast": .string(forecast.name), "seconds": forecast.seconds.map(JSON.number),
            "reason": words.reason(of: forecast).map(JSON.string), "miss": forecast.miss,
        ])
    }
}

extension StepForecast {
    fileprivate var name: String {
        switch self {
        case .base: "base"
        case .cached: "cached"
        case .runs: "runs"
        case .open: "open"
        case .fails: "fails"
        case .notReached: "notReached"
        case .notNeeded: "notNeeded"
        }
    }

    /// What running took or would take.
    fileprivate var seconds: Double? {
        switch self {
        case .cached(let saved): saved
        case .runs(_, let seconds), .open(_, let seconds): seconds
        case .base, .fails, .notReached, .notNeeded: nil
        }
    }

    fileprivate var miss: JSON? {
        if case .runs(let cause?, _) = self { cause.json } else { nil }
    }
}
