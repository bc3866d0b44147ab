public import BuildPlan

/// The sentences of a forecast. Causes are said in the words of `why`.
public struct ForecastWords: Sendable {
    private let causes: MissWords
    private let lines: [StepID: Int]

    public init(_ outline: BuildOutline) {
        causes = MissWords(outline: outline)
        lines = Dictionary(outline.steps.map { ($0.id, $0.firstLine) }, uniquingKeysWith: { first, _ in first })
    }

    /// What the build would do about the step: `would run, about 3.2 s: runs again because step 3 changed`.
    public func sentence(_ forecast: StepForecast) -> String {
        switch forecast {
        case .base: return "is in the store"
        case .cached(let saved):
            return saved < 0.05 ? "from the cache" : "from the cache, which saves \(Quantity.seconds(saved))"
        case .runs(let cause, let seconds): return "would run\(Self.about(seconds)): \(reason(cause))"
        case .open(let question, let seconds): return "may run\(Self.about(seconds)): \(reason(question))"
        case .fails(let failure): return "would fail: \(failure.message)"
        case .notReached: return "would not be reached"
        case .notNeeded: return "is not needed"
        }
    }

    /// The same of a step whose instruction is known: only a FROM fetches its base.
    public func sentence(_ step: ForeseenStep) -> String {
        guard step.outline.keyword == "FROM", case .open(let question, _) = step.forecast else {
            return sentence(step.forecast)
        }
        return switch question {
        case .base(let name): "would fetch \(name)"
        case .standIn(let name): "would assemble \(name) from packages"
        case .step, .download, .files: sentence(step.forecast)
        }
    }

    /// Why the step would run, or may; nil where it would not.
    public func reason(of forecast: StepForecast) -> String? {
        switch forecast {
        case .runs(let cause, _): reason(cause)
        case .open(let question, _): reason(question)
        case .fails(let failure): failure.message
        case .base, .cached, .notReached, .notNeeded: nil
        }
    }

    private func reason(_ cause: MissCause?) -> String {
        cause.map { causes.reason($0) } ?? "the files that it takes from another stage are not the same"
    }

    private func reason(_ question: OpenQuestion) -> String {
        switch question {
        case .base(let name), .standIn(let name): "\(name) is not in the store yet"
        case .step(let id): "that depends on what line \(lines[id] ?? 0) makes"
        case .download(let url): "that depends on what \(url) gives"
        case .files(let name): "no build has looked at these files of \(name) yet"
        }
    }

    private static func about(_ seconds: Double?) -> String {
        seconds.flatMap { $0 < 0.05 ? nil : ", about \(Quantity.seconds($0))" } ?? ""
    }
}
