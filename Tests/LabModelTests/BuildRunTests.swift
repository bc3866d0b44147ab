import BuildPlan
import LabModel
import Testing

@Suite struct BuildRunTests {
    /// A build as one letter a step: waiting, running, cached, done, failed, skipped, cancelled.
    private func letters(_ run: BuildRun) -> String {
        String(
            run.steps.map { step in
                switch step.phase {
                case .waiting: "w"
                case .running: "r"
                case .ended(let finish):
                    switch finish.outcome {
                    case .cached: "C"
                    case .done: "d"
                    case .failed: "F"
                    case .skipped: "s"
                    case .cancelled: "x"
                    }
                }
            })
    }

    @Test(arguments: [
        (BuildStream.cold, "dddddd", 0, 5), (BuildStream.editedApp, "dCCCdd", 3, 2),
        (BuildStream.failed, "dCdFss", 1, 2), (BuildStream.cancelled, "dddxss", 0, 2),
        (BuildStream.multiStage, "ssdd", 0, 1),
    ])
    func theEventsOfABuildGiveItsStepsAndItsSummary(
        _ stream: BuildStream, _ states: String, _ hits: Int, _ executed: Int
    ) {
        let run = stream.folded()
        #expect(letters(run) == states)
        #expect(!run.isRunning)
        #expect(run.summary.hits == hits)
        #expect(run.summary.executed == executed)
    }

    @Test func followsABuildEventByEvent() {
        let stream = BuildStream.editedApp
        let seen = (0...stream.events.count).map { letters(stream.folded($0)) }
        #expect(seen.contains("wwwwww"))
        #expect(seen.contains("dCCrww"))
        #expect(stream.folded(5).isRunning)
    }

    @Test func opensTheLogOfWhatRunsAndOfWhatFailed() {
        let failed = BuildStream.failed.folded()
        #expect(failed.steps.map(\.showsLog) == [false, false, false, true, false, false])
        let running = BuildStream.failed.folded(11)
        #expect(letters(running) == "dCdrww")
        #expect(running.steps[3].showsLog)
    }

    @Test func savedSecondsAreTheBuildersOwn() {
        #expect(BuildStream.editedApp.folded().summary.secondsSaved == 1.6)
    }

    @Test func theClockRunsBetweenEventsAndStopsAtTheEnd() {
        let running = BuildStream.cold.folded(4)
        #expect(running.clock(at: 107) == 7)
        let ended = BuildStream.cold.folded()
        #expect(ended.clock(at: 1000) == ended.lastTime)
    }

    @Test func comparesWithTheBuildBefore() {
        let comparison = BuildComparison(with: BuildStream.cold.folded())
        let run = BuildStream.editedApp.folded()
        guard case .was(let finish) = comparison.outcome(for: run.steps[3].outline) else {
            Issue.record("the earlier build had this instruction")
            return
        }
        #expect(finish.duration == 1.4)
        var other = run.steps[3].outline
        other.text = "RUN pip install flask"
        #expect(comparison.outcome(for: other) == .isNew)
    }

    @Test func ignoresStepsThatNoPlanNamed() {
        var run = BuildRun(id: RunID(1), source: "")
        run.apply(TimedBuildEvent(time: 1, event: .stepStarted(StepID(7))), now: 1)
        run.apply(TimedBuildEvent(time: 1, event: .stepStarted(StepID(-1))), now: 1)
        #expect(run.steps.isEmpty)
    }
}
