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

    /// An image that a build should have made is missing for the reason that the build ended.
    @Test func aMissingImageIsExplainedByTheBuild() throws {
        let kind = CheckKind.image(reference: "a:v1", .exists)
        var failed = evidence(.refused([Refusal(location: "Dockerfile:7:1", message: "No.", advice: nil)]))
        failed.images.updateValue(nil, forKey: "a:v1")
        let refused = try judge(kind, failed).failure
        #expect(refused?.found == "no image a:v1: the build was refused: No.")
        #expect(refused?.advice == "Mend Dockerfile:7:1, then build again.")
        failed.buildFault = BuildFault(cause: "the build did not end within 2 seconds", advice: "Mend it.")
        #expect(try judge(kind, failed).failure?.found == "no image a:v1: the build did not end within 2 seconds")
        #expect(try judge(.build(.succeeded), failed).failure?.found == "the build did not end within 2 seconds")
        let tag = try judge(kind, failed, actions: [.run("docker tag b:v1 a:v1")]).failure
        #expect(tag?.found == "no image a:v1" && tag?.advice == "Give an image that name: docker tag b:v1 a:v1")
        var built = evidence()
        built.images.updateValue(nil, forKey: "a:v1")
        #expect(try judge(kind, built).failure?.advice == "Build it: docker build -t a:v1 .")
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

    /// A build that ended early shows nothing about the instructions below.
    @Test(arguments: [
        (BuildResult.failed(StepID(1)), "The last build ended before RUN b. Mend what failed, then build again."),
        (.cancelled, "The last build ended before RUN b. Build again, to the end."),
    ])
    func aGuessOfAStepThatNeverRanIsNotJudged(result: BuildResult, words: String) throws {
        for guess in [true, false] {
            var early = evidence(result, guesses: ["COPY a": true, "RUN b": guess])
            early.build?.steps[1].outcome = .skipped
            #expect(try judge(.predict, early) == .waiting(words))
            early.build?.steps.removeSubrange(1...)
            #expect(try judge(.predict, early) == .waiting(words), "nothing is told of it at all")
        }
    }

    /// The build was before the guess: it shows nothing about it, and all else that it did.
    @Test func aGuessThatIsChangedLeavesTheOtherChecksAsTheyWere() throws {
        var newer = evidence(guesses: ["COPY a": true, "RUN b": false])
        newer.isGuessNewer = true
        #expect(try judge(.predict, newer).isWaiting)
        #expect(try judge(.build(.cached("COPY a")), newer).isPassed)
        #expect(try judge(.build(.executed("RUN b")), newer).isPassed)
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
