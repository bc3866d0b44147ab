import BuildPlan
import Builder
import Forecast
import Foundation
import ImageFormat
import ImageStore
import Seeds
import Testing

/// What a forecast says of single builds, and that it leaves nothing behind.
@Suite struct ForecastTests {
    private let lab: BuildLab

    init() throws { lab = try BuildLab() }

    @Test func saysWhatRunsAndWhy() throws {
        let text = "FROM scratch\nWORKDIR /app\nCOPY a.txt .\nCOPY b.txt .\nCMD [\"x\"]"
        try lab.write("a.txt", "one\n")
        try lab.write("b.txt", "b\n")
        #expect(try lab.letters(of: text) == "brrrr")
        _ = try lab.build(text)
        #expect(try lab.letters(of: text) == "bcccc")
        try lab.write("a.txt", "two\n")
        #expect(try lab.letters(of: text) == "bcrrr")
        let steps = try lab.forecast(text).steps
        let change = FileChange(path: "a.txt", kind: .text(line: 1, old: "one", new: "two"))
        guard case .runs(let cause, let seconds) = steps[2].forecast else {
            Issue.record("COPY a.txt does not run: \(steps[2].forecast)")
            return
        }
        #expect(cause == .filesChanged([change]))
        #expect(seconds != nil)
        #expect(ForecastSummary(steps).words.hasPrefix("1 from the cache, 3 run"))
    }

    /// The last build had other layers. A forecast of an earlier order names the same cause as the build of it.
    @Test func comparesWithTheLastBuildOfTheSameLayers() throws {
        let good = "FROM scratch\nENV A=1\nCOPY a.txt /"
        try lab.write("a.txt", "one\n")
        _ = try lab.build(good)
        _ = try lab.build("FROM scratch\nCOPY a.txt /\nENV A=1")
        try lab.write("a.txt", "two\n")
        _ = try lab.build("FROM scratch\nCOPY a.txt /\nENV A=1")
        let change = FileChange(path: "a.txt", kind: .text(line: 1, old: "one", new: "two"))
        guard case .runs(let cause, _) = try lab.forecast(good).steps[2].forecast else {
            Issue.record("COPY a.txt does not run")
            return
        }
        #expect(cause == .filesChanged([change]))
        #expect(try lab.build(good).finishes.last?.miss == cause)
    }

    @Test func takesUnsavedTextsForWhatWillBeSaved() throws {
        let text = "FROM scratch\nCOPY src /src\nCOPY a.txt /"
        try lab.write("a.txt", "one\n")
        try lab.write("src/m.py", "m")
        _ = try lab.build(text)
        #expect(try lab.letters(of: text, unsaved: ["a.txt": Array("one\n".utf8)]) == "bcc")
        #expect(try lab.letters(of: text, unsaved: ["a.txt": Array("two\n".utf8)]) == "bcr")
        #expect(try lab.letters(of: text, unsaved: ["src/z.py": []]) == "brr")
        #expect(try lab.letters(of: text, unsaved: ["Dockerfile": Array((text + "\nCMD x").utf8)]) == "bccr")
        #expect(try lab.letters(of: text, unsaved: [".dockerignore": Array("a.txt".utf8)]) == "bcf")
        // What is saved afterwards is the text that was foreseen.
        try lab.write("src/a.py", "a")
        try lab.write("src/n/o.py", "o")
        _ = try lab.build(text)
        unlink(lab.context + "/src/n/o.py")
        unlink(lab.context + "/src/a.py")
        #expect(try lab.letters(of: text) == "brr")
        let both: [String: [UInt8]] = ["src/a.py": Array("a".utf8), "src/n/o.py": Array("o".utf8)]
        #expect(try lab.letters(of: text, unsaved: both) == "bcc")
    }

    @Test func saysWhatNobodyCanKnow() throws {
        let text = "FROM no-such-image:1\nRUN true"
        let steps = try lab.forecast(text).steps
        #expect(
            steps.map(\.forecast) == [
                .open(.base("no-such-image:1"), seconds: nil), .open(.base("no-such-image:1"), seconds: nil),
            ])
        let stages = "FROM scratch AS a\nCOPY a.txt /\nFROM scratch\nCOPY --from=a /a.txt /"
        try lab.write("a.txt", "one\n")
        #expect(try lab.letters(of: stages) == "brbo")
        // The cache cannot know a step that follows one which was never built, whatever its files are.
        #expect(
            try lab.letters(
                of: stages.replacing("FROM scratch\nCOPY --from", with: "FROM scratch\nENV A=1\nCOPY --from"))
                == "brbrr")
        _ = try lab.build(stages)
        #expect(try lab.letters(of: stages) == "bcbc")
    }

    /// What a stage makes depends on its commands, and not on the instructions between them that make no files.
    @Test(arguments: [
        ("FROM scratch AS a\nENV V=1\nRUN x\nFROM scratch\nCOPY --from=a /a /b", 2),
        ("FROM scratch AS a\nCOPY a.txt /\nRUN x\nFROM scratch\nCOPY --from=a /a /b", 2),
        ("FROM scratch AS a\nENV V=1\nCOPY a.txt /\nFROM scratch\nCOPY --from=a /a /b", 2),
        ("FROM scratch AS a\nRUN x\nFROM a AS c\nENV V=1\nRUN y\nFROM scratch\nCOPY --from=c /a /b", 1),
    ])
    func namesTheStepThatMakesTheFiles(_ text: String, _ maker: Int) throws {
        try lab.write("a.txt", "one\n")
        let last = try #require(try lab.forecast(text).steps.last)
        #expect(last.forecast == .open(.step(StepID(maker)), seconds: nil))
    }

    /// The time of the instruction that stood in the place of another, above another base, says nothing of it.
    @Test func aCommandThatNeverRanHasNoTime() throws {
        try lab.write("a.txt", "one\n")
        _ = try lab.build("FROM scratch\nCOPY a.txt /\nENV A=1")
        let steps = try lab.forecast("FROM no-such-image:1\nCOPY b.txt /\nENV A=1").steps
        #expect(steps[1].forecast == .open(.base("no-such-image:1"), seconds: nil))
        #expect(ForecastSummary(steps).open == 2)
    }

    @Test func foreseesThatTheBuildFails() throws {
        let text = "FROM scratch\nCOPY a.txt /\nCOPY none /\nCMD x"
        try lab.write("a.txt", "one\n")
        #expect(try lab.letters(of: text) == "brfn")
        guard case .refused(let refusals) = try lab.forecast("FORM scratch") else {
            Issue.record("a misspelt FROM is not refused")
            return
        }
        #expect(refusals.contains { $0.message.contains("FORM") })
    }

    @Test func aForecastWritesNothing() throws {
        let text = "FROM scratch AS a\nCOPY . /a\nFROM scratch\nCOPY --from=a /a /b\nADD http://localhost:1/x /"
        try lab.write("sub/a.txt", "one\n")
        try lab.write("Dockerfile", text)
        let before = try lab.files()
        _ = try lab.forecast(text, writes: false)
        #expect(try lab.files() == before)
    }

    /// Forecasts of a lesson's Dockerfile and of a large one take no time that anybody would notice.
    @Test func costsNoWaiting() throws {
        for number in 0..<1000 { try lab.write("src/d\(number % 20)/f\(number)", "file \(number)\n") }
        let lines = (0..<99).map { "COPY src/d\($0 % 20) /d\($0)" }
        let text = "FROM scratch\n" + lines.joined(separator: "\n")
        _ = try lab.build(text)
        let forecaster = Forecaster(store: lab.store, checkout: nil)
        let request = try lab.request(text)
        let clock = ContinuousClock()
        _ = forecaster.forecast(request)
        let times = (0..<5).map { _ in clock.measure { _ = forecaster.forecast(request) } }
        print("forecast of 100 instructions and 1,000 files: \(times.min() ?? .zero)")
        // Fifty milliseconds in a release build of a quiet machine; tests run unoptimised, beside others.
        #expect((times.min() ?? .zero) < .seconds(5))
    }
}

/// Random edits of Dockerfiles and their files: what the forecast says is what the build then does.
@Suite struct ForecastPropertyTests {
    /// How many forecasts are held against builds; `SLIPWAY_FORECASTS` sets another number.
    private static let count = ProcessInfo.processInfo.environment["SLIPWAY_FORECASTS"].flatMap { Int($0) } ?? 80
    private static let editsOfOne = 10

    @Test func forecastEqualsBuild() throws {
        let cases = try ForecastCase.all()
        var (asked, steps, open) = (0, 0, 0)
        for round in 0..<max(1, Self.count / Self.editsOfOne) {
            var random = SeededGenerator(PropertySeed.of(round))
            let scene = try ForecastScene(cases[round % cases.count])
            for edit in 0..<Self.editsOfOne {
                let told = try scene.edit(&random)
                let (forecast, outcome, dockerfile) = try scene.foreseeAndBuild(&random)
                asked += 1
                steps += forecast.steps.count
                open += forecast.steps.count { if case .open = $0.forecast { true } else { false } }
                let place = "round \(round), edit \(edit) (\(told)) of:\n\(dockerfile)"
                #expect(forecast.differences(from: outcome.finishes) == [], "\(place)")
                if case .refused(let refusals) = forecast {
                    #expect(outcome.result == .refused(refusals), "\(place)")
                } else if case .refused = outcome.result {
                    Issue.record("the build was refused, and the forecast was not: \(place)")
                }
            }
        }
        print("\(asked) forecasts of \(steps) steps, \(open) of them open")
        // A forecast that leaves everything open is never wrong, and says nothing.
        #expect(open * 4 < steps)
    }
}

extension BuildLab {
    fileprivate func forecast(
        _ dockerfile: String, unsaved: [String: [UInt8]] = [:], writes: Bool = true
    ) throws -> BuildForecast {
        let request = try request(dockerfile, writes: writes)
        return try #require(Forecaster(store: store, checkout: nil).forecast(request, unsaved: unsaved))
    }

    /// A letter a step: `b` base, `c` cached, `r` runs, `o` open, `f` fails, `n` not reached, `s` not needed.
    fileprivate func letters(of dockerfile: String, unsaved: [String: [UInt8]] = [:]) throws -> String {
        try forecast(dockerfile, unsaved: unsaved).steps.map { step in
            switch step.forecast {
            case .base: "b"
            case .cached: "c"
            case .runs: "r"
            case .open: "o"
            case .fails: "f"
            case .notReached: "n"
            case .notNeeded: "s"
            }
        }.joined()
    }

    /// Every file below the lab's folder with its time.
    fileprivate func files() throws -> [String: Date?] {
        var files: [String: Date?] = [:]
        for case let path as String in FileManager.default.enumerator(atPath: folder) ?? .init() {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/" + path)
            files[path] = attributes[.modificationDate] as? Date
        }
        return files
    }
}
