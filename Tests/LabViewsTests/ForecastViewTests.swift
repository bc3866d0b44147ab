import BuildPlan
import Forecast
import LabModel
import TerminalUI
import Testing

@testable import LabViews

/// A forecast on the screen: it cannot be taken for a result, whether there are colours or not.
@Suite struct ForecastViewTests {
    private static let forecasts: [StepForecast] = [
        .base, .cached(saved: 1), .runs(.neverBuilt, seconds: 3.2), .runs(.followsFrom(StepID(2)), seconds: nil),
        .open(.step(StepID(3)), seconds: nil), .notReached,
    ]

    private static func shown(_ forecasts: [StepForecast], width: Int, isUnicode: Bool = true) throws -> String {
        var lab = try Lab(
            width: width, height: 36, files: ["Dockerfile": BuildStream.dockerfile + "\n", "app.py": "print(1)\n"])
        lab.model.startForesight()
        lab.model.isUnicode = isUnicode
        lab.press(.function(3))
        lab.press(.down)
        lab.press(.down)
        guard case .planned(let outline)? = BuildStream().events.map(\.event).first(where: \.isPlan) else { return "" }
        for case .forecast(let run, _) in lab.take() {
            let steps = zip(outline.steps, forecasts).map { ForeseenStep($0, $1) }
            lab.send(.forecast(run, .planned(outline, steps)))
        }
        return ScreenTests.draw(&lab).snapshot
    }

    @Test(arguments: [80, 120], [true, false])
    func readsAsAForecast(width: Int, isUnicode: Bool) throws {
        let text = try Self.shown(Self.forecasts, width: width, isUnicode: isUnicode)
        for words in [
            "? base", "? cached", "? run 3.2 s", "? runs", "? may run", "? unreached",
            width < 100 ? "? 1 cached, 2 run, 1 may run" : "? forecast: 1 from the cache, 2 run, 1 may run",
            "forecast: from the cache, which saves 1.0 s",
            "WORKDIR: Sets the folder",
        ] { #expect(text.contains(words), "\(words) is not in:\n\(text)") }
        for words in ["CACHED", "✓ 3.2 s", "skipped"] { #expect(!text.contains(words)) }
        for key in ["F5 build", "F6 run", "F8 next step", "F10 actions"] { #expect(text.contains(key), "\(text)") }
    }
}

extension BuildEvent {
    fileprivate var isPlan: Bool { if case .planned = self { true } else { false } }
}
