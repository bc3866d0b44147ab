import BuildPlan
import Forecast
import LabModel

/// How a forecast reads in the lab: a question mark and small letters, which no result has, so that nothing hangs on
/// colour.
enum ForecastSigns {
    static let sign = "?"

    /// As short as a gutter needs it: `? cached`, `? runs 3 s`.
    static func gutter(_ forecast: StepForecast) -> StepWords.Words {
        StepWords.Words(sign: sign, words: words(forecast), role: role(forecast))
    }

    private static func words(_ forecast: StepForecast) -> String {
        switch forecast {
        case .base: "base"
        case .cached: "cached"
        case .runs(_, let seconds), .open(_, let seconds): runs(seconds, isSure: forecast.isSure)
        case .fails: "fails"
        case .notReached: "unreached"
        case .notNeeded: "unneeded"
        }
    }

    private static func runs(_ seconds: Double?, isSure: Bool) -> String {
        guard isSure else { return "may run" }
        guard let seconds, seconds >= 0.05 else { return "runs" }
        return seconds < 9.95 ? "run \(Quantity.seconds(seconds))" : "run \(Int(min(seconds, 9_999).rounded())) s"
    }

    private static func role(_ forecast: StepForecast) -> Role {
        switch forecast {
        case .fails: .attention
        case .base, .cached, .runs, .open, .notReached, .notNeeded: .dim
        }
    }

    /// `forecast: 4 from the cache, 2 run, about 3.4 s`
    static func summary(_ forecast: BuildForecast) -> String {
        switch forecast {
        case .refused: "forecast: the build would not start"
        case .planned(_, let steps): "forecast: " + ForecastSummary(steps).words
        }
    }

    /// The same where there is little room: `4 cached, 2 run`.
    static func short(_ forecast: BuildForecast) -> String {
        guard case .planned(_, let steps) = forecast else { return "the build would not start" }
        let sum = ForecastSummary(steps)
        var parts = sum.cached > 0 || !sum.awaitsBase ? ["\(sum.cached) cached"] : []
        if sum.runs > 0 || sum.open == 0 { parts.append("\(sum.runs) \(sum.runs == 1 ? "runs" : "run")") }
        if sum.open > 0 { parts.append(sum.awaitsBase ? "up to \(sum.open) run" : "\(sum.open) may run") }
        if let failing = sum.failing { parts.append("line \(failing.firstLine) fails") }
        return parts.joined(separator: ", ")
    }
}

extension StepForecast {
    fileprivate var isSure: Bool { if case .open = self { false } else { true } }
}
