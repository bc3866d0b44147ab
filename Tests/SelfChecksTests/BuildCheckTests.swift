import BuildPlan
import LessonFormat
import SelfChecks
import Testing

@Suite struct BuildCheckTests {
    private let built = BuildResult.succeeded(
        BuiltImage(imageID: "sha256:1", tags: ["a:v1"], size: 1, hits: 1, executed: 1, secondsSaved: 0))

    private func evidence(_ result: BuildResult? = nil, guesses: [String: Bool] = [:]) -> Evidence {
        var evidence = Evidence()
        evidence.build = BuildEvidence(
            steps: [
                .init(text: "COPY a ./", outcome: .cached(saved: 1)), .init(text: "RUN b", outcome: .done),
                .init(text: "RUN c", outcome: .skipped),
            ], result: result ?? built)
        evidence.guesses = guesses
        return evidence
    }

    @Test func whatRanIsTold() {
        #expect(evidence().build?.ran == ["RUN b"])
    }

    /// The times of files lag behind the clock, so that a build may seem to end after the step was opened.
    @Test func theBuildThatWasTheLastWhenAStepOpenedDoesNotCount() {
        var evidence = evidence()
        evidence.build?.id = "7"
        evidence.complete(answers: [:], guesses: [:], after: "6")
        #expect(evidence.build != nil)
        evidence.complete(answers: [:], guesses: [:], after: "7")
        #expect(evidence.build == nil)
    }

    /// A build that was refused or stopped has no failed step whose log could be read.
    @Test(arguments: [
        (
            BuildResult.refused([Refusal(location: "Dockerfile:7:1", message: "No.", advice: "Did you mean `RUN`?")]),
            "Mend Dockerfile:7:1, then build again. Did you mean `RUN`?"
        ), (.refused([]), "Mend the Dockerfile, then build again."), (.cancelled, "Build again, to the end."),
    ])
    func theAdviceFitsTheEnd(result: BuildResult, advice: String) throws {
        #expect(try judge(.build(.succeeded), evidence(result)).failure?.advice == advice)
    }

    @Test(arguments: [
        (BuildExpectation.succeeded, true), (.failed, false), (.cached("COPY a ."), true), (.executed("COPY a"), false),
        (.executed("RUN b"), true), (.cached("RUN b"), false), (.executed("RUN c"), false), (.cached("RUN c"), false),
        (.cached("RUN d"), false), (.hitsAtLeast(1), true), (.hitsAtLeast(2), false),
    ])
    func whatTheLastBuildDid(expectation: BuildExpectation, passes: Bool) throws {
        let verdict = try judge(.build(expectation), evidence())
        #expect(verdict.isPassed == passes, "\(verdict)")
    }

    @Test func aFailureCanBeWhatIsWanted() throws {
        #expect(try judge(.build(.failed), evidence(.failed(StepID(1)))).isPassed)
        #expect(try !judge(.build(.failed), evidence(.cancelled)).isPassed)
        #expect(try judge(.build(.succeeded), Evidence()).isWaiting)
    }

    @Test func aGuessIsComparedStepByStep() throws {
        #expect(try judge(.predict, evidence(guesses: ["COPY a": true, "RUN b": false])).isPassed)
        let wrong = try judge(.predict, evidence(guesses: ["COPY a": true, "RUN b": true]))
        #expect(wrong.failure?.found == "1 of 2 guesses are right; not: RUN b")
        #expect(try judge(.predict, evidence(guesses: ["COPY a": true])).isWaiting)
        #expect(try judge(.predict, evidence()).isWaiting)
    }

    /// A change and back again is built already: only what was never built makes a step run.
    @Test func theAdviceLeadsPastTheCache() throws {
        let never = "to something that was never built, for example by a comment line with something new in it"
        let why = "what was built before comes from the cache."
        let guess = try judge(.predict, evidence(guesses: ["COPY a": true, "RUN b": true])).failure
        #expect(
            guess?.advice
                == "Read why in the Build pane. Then change a file \(never): \(why) Guess again and build.")
        let cached = try judge(.build(.executed("COPY a")), evidence()).failure
        #expect(cached?.advice == "Change a file that it depends on \(never): \(why) Then build.")
        let skipped = try judge(.build(.executed("RUN c")), evidence()).failure
        #expect(skipped?.advice == "Change a file that it depends on, then build.")
    }

    @Test func eventsBecomeEvidence() {
        let step = StepOutline(
            id: StepID(0), stage: 0, keyword: "RUN", text: "RUN b", firstLine: 2, lastLine: 2, ordinal: 1,
            stageStepCount: 1)
        let events: [BuildEvent] = [
            .planned(BuildOutline(stages: [], steps: [step])), .stepStarted(StepID(0)),
            .stepFinished(StepFinish(step: StepID(0), outcome: .done, duration: 1)), .finished(.cancelled),
        ]
        #expect(
            BuildEvidence(events: events)
                == BuildEvidence(steps: [.init(text: "RUN b", outcome: .done)], result: .cancelled))
    }
}
