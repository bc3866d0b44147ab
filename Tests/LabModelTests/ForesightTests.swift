import BuildPlan
import CommandLines
import Forecast
@testable import LabModel
import TerminalUI
import Testing

/// When the lab asks what a build would do, what it shows of the answer, and what it makes of the build.
@Suite struct ForesightTests {
    private static let text = "FROM alpine\nCOPY app.py .\n"

    private func lab(step: Int = 0) throws -> Lab {
        var lab = try Lab(files: ["Dockerfile": Self.text, "app.py": "print(1)\n"])
        lab.model.startForesight()
        for _ in 0..<step { lab.press(.right, .alt) }
        lab.press(.function(3))
        return lab
    }

    /// The question that was asked last.
    private func question(_ lab: inout Lab) -> (run: RunID, question: ForecastQuestion)? {
        for case .forecast(let run, let question) in lab.take().reversed() { return (run, question) }
        return nil
    }

    private static func forecast(_ last: StepForecast) -> BuildForecast {
        let steps = ["FROM alpine", "COPY app.py ."].enumerated().map { index, text in
            StepOutline(
                id: StepID(index), stage: 0, keyword: String(text.prefix { $0 != " " }), text: text,
                firstLine: index + 1, lastLine: index + 1, ordinal: index + 1, stageStepCount: 2)
        }
        let outline = BuildOutline(
            stages: [StageOutline(index: 0, name: nil, base: "alpine", isNeeded: true)], steps: steps)
        return .planned(outline, [ForeseenStep(steps[0], .base), ForeseenStep(steps[1], last)])
    }

    @Test func foreseesNothingOfAnotherEnginesCache() throws {
        var lab = try Lab(files: ["Dockerfile": Self.text])
        lab.model.engine = "docker: default"
        lab.model.startForesight()
        lab.press(.function(3))
        #expect(question(&lab) == nil)
    }

    @Test func asksAboutWhatIsTypedAndNotSaved() throws {
        var lab = try lab()
        let first = try #require(question(&lab))
        #expect(first.question.line.words == ["-t", "hello:v1", "."])
        #expect(first.question.unsaved == [:])
        lab.press(.down)
        #expect(question(&lab) == nil, "a caret that moves changes no build")
        lab.type("E")
        let second = try #require(question(&lab))
        #expect(second.question.unsaved["Dockerfile"]?.count == Self.text.utf8.count + 1)
        lab.send(.forecast(first.run, Self.forecast(.cached(saved: 1))))
        #expect(lab.model.shownForecast == nil, "an answer that came too late is none")
        let answer = Self.forecast(.runs(.neverBuilt, seconds: nil))
        lab.send(.forecast(second.run, answer))
        #expect(lab.model.shownForecast == answer)
        #expect(lab.model.foresight.byLine[2] == .runs(.neverBuilt, seconds: nil))
        lab.send(.folderChanged)
        #expect(question(&lab) != nil, "a file beside the editor's may be another one")
    }

    @Test func asksNothingWhereNobodyWantsToKnow() throws {
        var lab = try Lab(files: ["Dockerfile": Self.text])
        lab.press(.function(3))
        lab.type("E")
        #expect(question(&lab) == nil)
    }

    /// A guess is to be made before the answer is seen.
    @Test func hidesTheForecastUntilTheGuessIsMade() throws {
        var lab = try lab()
        _ = lab.model.update(.input(.key(KeyPress(.function(2)))))
        lab.note(lab.model.carryOut([.go(to: 2)]))
        let asked = try #require(question(&lab) ?? ask(&lab))
        let answer = Self.forecast(.cached(saved: 1))
        lab.send(.forecast(asked.run, answer))
        #expect(lab.model.shownForecast == nil)
        lab.note(lab.model.carryOut([.predict(cached: ["COPY app.py ."])]))
        #expect(lab.model.shownForecast == answer)
    }

    private func ask(_ lab: inout Lab) -> (run: RunID, question: ForecastQuestion)? {
        lab.send(.folderChanged)
        return question(&lab)
    }

    @Test func holdsTheForecastAgainstTheBuild() throws {
        for (foreseen, isWrong) in [(StepForecast.cached(saved: 1), true), (.runs(.neverBuilt, seconds: nil), false)] {
            var lab = try lab()
            let asked = try #require(question(&lab))
            lab.send(.forecast(asked.run, Self.forecast(foreseen)))
            lab.press(.function(5))
            lab.acceptWrites()
            guard let run = lab.model.panes.build.run?.id else {
                Issue.record("no build began")
                return
            }
            guard case .planned(let outline, _) = Self.forecast(foreseen) else { return }
            let start = BuildStart(
                buildID: "b", dockerfile: "Dockerfile", context: ".", tags: ["hello:v1"], wallClock: 0)
            let image = BuiltImage(
                imageID: "sha256:1", tags: ["hello:v1"], size: 1, hits: 0, executed: 1, secondsSaved: 0)
            let events: [BuildEvent] = [
                .started(start), .planned(outline),
                .stepFinished(StepFinish(step: StepID(0), outcome: .done, duration: 0)),
                .stepFinished(StepFinish(step: StepID(1), outcome: .done, duration: 0.1, miss: .neverBuilt)),
                .finished(.succeeded(image)),
            ]
            for event in events { lab.send(.build(run, TimedBuildEvent(time: 1, event: event))) }
            #expect(lab.model.shownForecast == nil, "a build that runs says more")
            lab.send(.buildEnded(run, status: 0, errors: ""))
            #expect((lab.model.notice == .wrongForecast(line: 2)) == isWrong)
            #expect(lab.model.shownForecast == nil, "the result stands until something changes")
            lab.type("E")
            let next = try #require(question(&lab))
            lab.send(.forecast(next.run, Self.forecast(.cached(saved: 1))))
            #expect(lab.model.shownForecast != nil)
        }
    }

    @Test func nothingIsForeseenOfAnotherEnginesBuild() throws {
        var lab = try lab()
        lab.model.engine = "docker 27"
        _ = lab.take()
        lab.type("E")
        #expect(question(&lab) == nil, "its cache is not ours")
    }
}
