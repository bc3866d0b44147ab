internal import BuildPlan
public import Printing

/// A forecast as text: each step and what a build would do about it, then the sum.
public struct ForecastReport {
    public let text: PrintableText

    /// - Parameter title: what would be built, in a few words.
    public init(_ forecast: BuildForecast, title: String) {
        switch forecast {
        case .refused(let refusals):
            text = "A build of \(title) would not start.\n" + refusals.map(Self.line).joined()
        case .planned(let outline, let steps):
            let words = ForecastWords(outline)
            text =
                "Forecast for \(title); nothing is built.\n" + steps.map { Self.line($0, words) }.joined()
                + "\(ForecastSummary(steps).words)\n"
        }
    }

    private static func line(_ step: ForeseenStep, _ words: ForecastWords) -> PrintableText {
        let place = "[\(step.outline.ordinal)/\(step.outline.stageStepCount)]"
        return "\(place) \(step.outline.text)\n      \(words.sentence(step))\n"
    }

    private static func line(_ refusal: Refusal) -> PrintableText {
        let place = refusal.location.map { $0 + ": " } ?? ""
        let advice = refusal.advice.map { PrintableText("\n  \($0)") } ?? ""
        return "\(place)\(refusal.message)\(advice)\n"
    }
}
