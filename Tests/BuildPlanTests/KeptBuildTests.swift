import BuildPlan
import Testing

/// What is asked of a build that is over.
@Suite struct KeptBuildTests {
    /// A stage that is built, and one that nobody needs, with the same instruction.
    private func build(_ outcomes: [StepOutcome]) -> KeptBuild {
        let stages = [
            StageOutline(index: 0, name: "tests", base: "a", isNeeded: false),
            StageOutline(index: 1, name: nil, base: "a", isNeeded: true),
        ]
        let steps = [(0, "RUN pip install"), (1, "RUN pip install"), (1, "RUN make")].enumerated().map { place, step in
            StepOutline(
                id: StepID(place), stage: step.0, keyword: "RUN", text: step.1, firstLine: place + 1,
                lastLine: place + 1, ordinal: 1, stageStepCount: 2)
        }
        let events: [BuildEvent] =
            [.planned(BuildOutline(stages: stages, steps: steps))]
            + outcomes.enumerated().map { place, outcome in
                BuildEvent.stepFinished(StepFinish(step: StepID(place), outcome: outcome, duration: 0))
            }
        return KeptBuild(id: "b", events.map { TimedBuildEvent(time: 0, event: $0) })
    }

    @Test func aStageThatNobodyNeedsIsNoMiss() {
        let build = build([.skipped, .cached(saved: 1), .done])
        #expect(build.isCached("RUN pip") == true)
        #expect(build.isCached("RUN make") == false)
        #expect(build.isCached("COPY") == nil)
    }

    @Test func aStepThatWasNotReachedDidNotComeFromTheCache() {
        #expect(build([.skipped, .done]).isCached("RUN make") == false)
    }
}
