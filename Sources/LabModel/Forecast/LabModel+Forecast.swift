internal import BuildPlan
public import Forecast
internal import LessonFormat

extension LabModel {
    /// Has the lab ask what a build would do whenever a text changes. Of another engine's cache nobody can say that.
    public mutating func startForesight() { foresight.isOn = engine == nil }

    /// What a build would do now, where that is to be seen: not before the learner has guessed it.
    public var shownForecast: BuildForecast? {
        guard foresight.isNews, !panes.build.isRunning, !panes.lesson.hidesForecast else { return nil }
        return foresight.forecast
    }

    /// Asks for a forecast where what it is about has changed.
    mutating func foresee() -> [Effect] {
        let tabs = panes.editor.files.filter(\.isLoaded)
        guard foresight.isOn, engine == nil, !tabs.isEmpty, !panes.build.isRunning else { return [] }
        let subject = Foresight.Subject(
            versions: Dictionary(tabs.map { ($0.path, $0.version) }, uniquingKeysWith: { first, _ in first }),
            dirty: Set(panes.editor.unsaved), occasion: foresight.occasion)
        guard foresight.turn(to: subject) else { return [] }
        let run = runs.next()
        foresight.ask(as: run)
        let unsaved = Dictionary(
            tabs.filter(\.isDirty).map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first })
        return [.world(.forecast(run, ForecastQuestion(line: lesson.buildLine, unsaved: unsaved)))]
    }

    /// Holds the forecast against the build that has ended.
    mutating func holdForecast() {
        guard let run = panes.build.run, let end = run.end else { return }
        let ends = run.steps.compactMap { step -> StepFinish? in
            if case .ended(let finish) = step.phase { finish } else { nil }
        }
        let difference = foresight.buildEnded(ends, isWhole: end.isWhole && run.start?.tags == builtNames)
        if let difference, notice == nil { notice = .wrongForecast(line: difference.step.firstLine) }
    }

    /// The names that F5 gives to the image; a build under others may be another one.
    private var builtNames: [String] { lesson.image.map { [$0.reference] } ?? [] }
}

extension BuildRun.End {
    /// Whether the build went as far as it could.
    fileprivate var isWhole: Bool {
        switch self {
        case .finished(.succeeded), .finished(.failed): true
        case .finished(.stopped), .finished(.refused), .finished(.cancelled), .lost: false
        }
    }
}
