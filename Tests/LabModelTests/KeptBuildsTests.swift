import BuildPlan
@testable import LabModel
import TerminalUI
import Testing

/// The list of kept builds, and one of them in the place of the newest.
@Suite struct KeptBuildsTests {
    private static var rows: [KeptBuildRow] {
        [("b3", BuildStream.editedApp), ("b2", BuildStream.failed), ("b0", BuildStream.cold)].map { id, stream in
            KeptBuildRow(KeptBuild(id: id, stream.events), age: 60)
        }
    }

    /// A lab whose newest build succeeded, with the build's pane in focus.
    private func built() throws -> Lab {
        var lab = try Lab(files: ["Dockerfile": BuildStream.dockerfile])
        lab.press(.function(5))
        lab.acceptWrites()
        lab.play(.editedApp)
        lab.press(.character("4"), .alt)
        _ = lab.take()
        return lab
    }

    private func listed() throws -> Lab {
        var lab = try built()
        lab.type("h")
        for case .listBuilds(let question) in lab.take() {
            lab.send(.builds(RunID(-1), []))
            #expect(history(lab)?.rows == nil, "an answer to another question is none")
            lab.send(.builds(question, Self.rows))
        }
        return lab
    }

    /// The failed build is shown, beside the one that worked before it.
    private func opened() throws -> Lab {
        var lab = try listed()
        lab.press(.down)
        lab.press(.enter)
        for case .readKeptBuild(let question, let id) in lab.take() {
            #expect(id == "b2")
            let run = BuildStream.failed.folded()
            lab.send(.keptBuild(question, .known(KeptRun(run, counterpart: .before(BuildStream.cold.folded())))))
        }
        return lab
    }

    private func history(_ lab: Lab) -> BuildHistory? {
        if case .list(let history) = lab.model.panes.build.sight { history } else { nil }
    }

    @Test func aKeyListsThemAndTheSameKeyGoesBack() throws {
        var lab = try listed()
        #expect(history(lab)?.rows == Self.rows)
        lab.press(.down)
        lab.press(.down)
        lab.press(.down)
        #expect(history(lab)?.selected?.build.id == "b0")
        lab.type("h")
        #expect(lab.model.panes.build.sight == .newest)
    }

    @Test func enterShowsOneWithItsStepsAndEscTheNewest() throws {
        var lab = try opened()
        let newest = lab.model.panes.build.run
        #expect(lab.model.panes.build.shown?.failures == ["The command ended with exit status 1."])
        #expect(lab.model.panes.build.selected == 3, "what failed is selected")
        lab.press(.enter)
        #expect(lab.model.panes.build.shown?.steps[3].isOpened == false)
        #expect(lab.model.panes.build.run == newest, "the newest build is as it was")
        lab.type("w")
        #expect(lab.model.dialogue == .step(3))
        lab.press(.escape)
        lab.type("s")
        #expect(lab.model.notice == .shellNeedsNewest, "the Dockerfile may be another one by now")
        lab.press(.escape)
        #expect(lab.model.panes.build.shown == newest && lab.model.panes.build.selected == 0)
    }

    @Test func aFailedOneIsComparedWithTheOneThatWorked() throws {
        let lab = try opened()
        let counterpart = try #require(lab.model.panes.build.counterpart)
        let comparison = BuildComparison(with: counterpart)
        #expect(comparison.relation == .earlier)
        let step = try #require(lab.model.panes.build.shown?.steps[3].outline)
        guard case .was(let finish) = comparison.outcome(for: step) else {
            Issue.record("the step was there before")
            return
        }
        #expect(finish.outcome == .done)
        #expect(BuildComparison(with: .after(BuildStream.cold.folded())).relation == .later)
    }

    @Test func theSliderIsOverTheStepsOfTheShownOne() throws {
        var lab = try opened()
        lab.type("t")
        for case .readMoments(let question, let name) in lab.take() {
            #expect(name == "b1", "a build that failed is remembered by its own name")
            lab.send(.moments(question, .known([BuildMoment(text: "COPY app.py .", beginsStage: true)])))
        }
        guard case .on(let slider) = lab.model.panes.build.slides else {
            Issue.record("there is no slider")
            return
        }
        #expect(slider.moment?.line == 10)
        lab.press(.escape)
        #expect(lab.model.panes.build.sight == .newest && lab.model.panes.build.slides == .off)
    }

    @Test func linesThatAreNotInMemoryAreAskedFor() throws {
        var lab = try listed()
        lab.press(.enter)
        var run = BuildRun(id: RunID(77), source: "", isKept: true)
        for event in BuildStream.failed.events { run.apply(event, now: event.time) }
        run.skip(9_000, of: StepID(3))
        #expect(run.steps[3].log.count == 9_001)
        for case .readKeptBuild(let question, _) in lab.take() {
            lab.send(.keptBuild(question, .known(KeptRun(run, counterpart: nil))))
        }
        var layout = ScreenLayout()
        layout.logLines = [ScreenLayout.LogLines(step: 3, lines: 500..<510)]
        lab.note(lab.model.show(layout))
        #expect(
            lab.take().contains { effect in
                guard case .readLog(RunID(77), buildID: "b1", StepID(3), let lines) = effect else { return false }
                return lines.contains(505)
            })
        lab.send(.logLines(RunID(77), StepID(3), from: 500, ["one"]))
        #expect(lab.model.panes.build.shown?.steps[3].log.line(at: 500) == .text("one"))
    }

    @Test func oneThatIsGoneSaysSo() throws {
        var lab = try listed()
        lab.press(.enter)
        for case .readKeptBuild(let question, _) in lab.take() {
            lab.send(.keptBuild(question, .failed("it is gone")))
        }
        #expect(history(lab)?.failure == "it is gone")
    }

    @Test func aNewBuildTakesTheirPlace() throws {
        for lab in [try listed(), try opened()] {
            var lab = lab
            lab.press(.function(5))
            lab.acceptWrites()
            #expect(lab.model.panes.build.sight == .newest && lab.model.panes.build.isRunning)
        }
    }
}
