import BuildPlan
import Forecast
import ImageFormat
import Testing

private func step(_ index: Int, _ keyword: String) -> StepOutline {
    StepOutline(
        id: StepID(index), stage: 0, keyword: keyword, text: "\(keyword) \(index)", firstLine: index + 1,
        lastLine: index + 1, ordinal: index + 1, stageStepCount: 4)
}

private let outline = BuildOutline(
    stages: [StageOutline(index: 0, name: nil, base: "scratch", isNeeded: true)],
    steps: [step(0, "FROM"), step(1, "COPY"), step(2, "RUN"), step(3, "RUN")])

private func planned(_ forecasts: [StepForecast]) -> BuildForecast {
    .planned(outline, zip(outline.steps, forecasts).map { ForeseenStep($0, $1) })
}

private func finish(_ index: Int, _ outcome: StepOutcome, _ miss: MissCause? = nil) -> StepFinish {
    StepFinish(step: StepID(index), outcome: outcome, duration: 0.1, miss: miss)
}

@Suite struct ForecastWordsTests {
    @Test(
        arguments: [
            ([.base, .cached(saved: 1), .cached(saved: 2), .cached(saved: 0)], "3 from the cache, 0 run"),
            (
                [
                    .base, .cached(saved: 1), .runs(.neverBuilt, seconds: 3.1),
                    .runs(.followsFrom(StepID(2)), seconds: 0.3),
                ],
                "1 from the cache, 2 run, about 3.4 s"
            ),
            (
                [.base, .runs(.neverBuilt, seconds: nil), .cached(saved: 0), .cached(saved: 0)],
                "2 from the cache, 1 runs, about 0.0 s"
            ),
            (
                [.base, .cached(saved: 0), .runs(.neverBuilt, seconds: nil), .runs(.neverBuilt, seconds: nil)],
                "1 from the cache, 2 run, time not known"
            ),
            (
                [.base, .cached(saved: 0), .runs(.neverBuilt, seconds: 2), .open(.step(StepID(2)), seconds: nil)],
                "1 from the cache, 1 runs, 1 may run, at least 2.0 s"
            ),
            (
                [
                    .open(.base("b"), seconds: nil), .open(.base("b"), seconds: nil),
                    .open(.step(StepID(1)), seconds: nil), .open(.step(StepID(2)), seconds: nil),
                ], "the base image is not here yet: up to 3 run, time not known"
            ),
            (
                [.open(.base("b"), seconds: nil), .cached(saved: 0), .open(.base("b"), seconds: 2), .notNeeded],
                "the base image is not here yet: 1 from the cache, up to 1 run, about 2.0 s"
            ),
            (
                [
                    .base, .cached(saved: 0),
                    .fails(StepFailure(message: "No.", advice: nil, location: "", exitStatus: nil)), .notReached,
                ], "1 from the cache, 0 run, line 3 fails"
            ),
        ] as [([StepForecast], String)])
    func sumsUpInALine(_ steps: [StepForecast], _ words: String) {
        #expect(ForecastSummary(planned(steps).steps).words == words)
    }

    @Test func saysCausesInTheWordsOfWhy() {
        let words = ForecastWords(outline)
        #expect(
            words.sentence(.runs(.followsFrom(StepID(1)), seconds: 3.2))
                == "would run, about 3.2 s: runs again because step 2 changed")
        #expect(words.sentence(.cached(saved: 3.2)) == "from the cache, which saves 3.2 s")
        #expect(words.sentence(.open(.step(StepID(2)), seconds: nil)) == "may run: that depends on what line 3 makes")
        #expect(words.reason(of: .base) == nil)
        let missing = planned([.open(.base("b"), seconds: nil), .open(.base("b"), seconds: nil)]).steps
        #expect(missing.map(words.sentence) == ["would fetch b", "may run: b is not in the store yet"])
        let made = planned([.open(.standIn("b"), seconds: nil), .open(.standIn("b"), seconds: nil)]).steps
        #expect(made.map(words.sentence) == ["would assemble b from packages", "may run: b is not in the store yet"])
        #expect(ForecastSummary(made).words.hasPrefix("the base image is not here yet"))
    }

    @Test func tellsProgramsTheSame() throws {
        let json = planned([.base, .cached(saved: 1.5), .runs(.neverBuilt, seconds: 2), .notReached]).json
        let steps = try #require(json["steps"]?.elements)
        #expect(steps.map { $0["forecast"]?.string } == ["base", "cached", "runs", "notReached"])
        #expect(steps[2]["miss"]?["cause"]?.string == "neverBuilt")
        #expect(steps[2]["reason"]?.string == "not built before")
        #expect(json["summary"]?["seconds"]?.double == 2)
        #expect(BuildForecast.refused([Refusal(location: nil, message: "No.", advice: nil)]).json["refused"] != nil)
    }
}

@Suite struct ForecastDifferenceTests {
    private let forecast = planned([
        .base, .cached(saved: 1), .runs(.neverBuilt, seconds: 2), .open(.step(StepID(2)), seconds: nil),
    ])

    @Test func findsNoneWhereAllCameAsItSaid() {
        let ends = [
            finish(0, .done), finish(1, .cached(saved: 1)), finish(2, .done, .neverBuilt), finish(3, .cached(saved: 1)),
        ]
        #expect(forecast.differences(from: ends) == [])
    }

    @Test func findsWhatCameOtherwise() {
        let ran = [finish(0, .done), finish(1, .done, .layerLost), finish(2, .done, .neverBuilt), finish(3, .done)]
        #expect(forecast.differences(from: ran).map(\.step.id) == [StepID(1)])
        let otherCause = [
            finish(0, .done), finish(1, .cached(saved: 1)), finish(2, .done, .cacheDisabled), finish(3, .done),
        ]
        #expect(forecast.differences(from: otherCause).map(\.step.id) == [StepID(2)])
        let skipped = [finish(0, .done), finish(1, .skipped), finish(2, .skipped), finish(3, .skipped)]
        #expect(forecast.differences(from: skipped).map(\.step.id) == [StepID(1), StepID(2)])
    }

    /// No forecast runs a command, so that none can know that one fails.
    @Test func forgivesWhatACommandKeptTheBuildFrom() {
        let failure = StepFailure(message: "It failed.", advice: nil, location: "", exitStatus: 1)
        let ends = [
            finish(0, .done), finish(1, .cached(saved: 1)), finish(2, .failed(failure), .neverBuilt),
            finish(3, .skipped),
        ]
        #expect(forecast.differences(from: ends) == [])
    }
}
