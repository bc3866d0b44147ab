import BuildPlan
import ImageFormat
import LayerContents
import Printing
import Testing

@testable import BuildRuns

/// What is told of builds: the cache that a command line demands, a race, and steps that are not steady.
struct ReportTests {
    @Test func aGateNamesWhatMissed() {
        let gate = CacheGate(expectCached: ["RUN pip", "COPY a", "ENV"], failOnMiss: false)
        let faults = gate.faults(missed: []) { $0 == "RUN pip" ? true : $0 == "COPY a" ? false : nil }
        #expect(
            faults == [
                "`COPY a` did not come from the cache.", "No instruction that the build needs begins with `ENV`.",
            ])
    }

    @Test(arguments: [(0, nil), (1, "A step"), (2, "2 steps")] as [(Int, String?)])
    func aGateCountsMisses(_ count: Int, _ words: String?) {
        let missed = Array(repeating: "RUN true", count: count)
        let faults = CacheGate(expectCached: [], failOnMiss: true).faults(missed: missed) { _ in nil }
        #expect(faults == (words.map { ["\($0) did not come from the cache, the first is `RUN true`."] } ?? []))
    }

    @Test func noGateDemandsNothing() {
        #expect(CacheGate(expectCached: [], failOnMiss: false).faults(missed: ["RUN true"]) { _ in nil }.isEmpty)
    }

    private func build(_ name: String, seconds: Double, _ result: BuildResult = .cancelled) -> KeptBuild {
        let step = StepOutline(
            id: StepID(0), stage: 0, keyword: "RUN", text: "RUN true", firstLine: 2, lastLine: 2, ordinal: 1,
            stageStepCount: 1)
        let stage = StageOutline(index: 0, name: nil, base: "a", isNeeded: true)
        return KeptBuild(
            id: name,
            [
                TimedBuildEvent(time: 0, event: .planned(BuildOutline(stages: [stage], steps: [step]))),
                TimedBuildEvent(time: seconds, event: .finished(result)),
            ])
    }

    @Test(arguments: [
        (1.0, 1.1, "A and B take the same time."), (2.0, 1.0, "B is 2.0 times as fast."),
        (0.5, 1.6, "A is 3.2 times as fast."), (0, 0, "A and B take the same time."),
    ])
    func aRaceHasAWinner(_ first: Double, _ second: Double, _ verdict: String) {
        let report = RaceReport(
            names: ["a", "b"], runs: [build("a", seconds: first), build("b", seconds: second)], edited: "app.py")
        #expect(report.text.text.hasSuffix(verdict + "\n"))
        #expect(report.text.text.hasPrefix("After an edit of app.py:\n"))
    }

    @Test func failedBuildsCanBeListedAlone() {
        let list = BuildList([build("20261128-1", seconds: 1, .refused([]))])
        #expect(list.table.text.contains("20261128-1"))
        #expect(list.table.text.contains("refused"))
        #expect(list.jsonLines.count == 1)
    }

    @Test func linesAreThoseOfTheLastInstructions() {
        let words = ["FROM", "RUN", "COPY"]
        let steps = words.enumerated().map { place, keyword in
            StepOutline(
                id: StepID(place), stage: 0, keyword: keyword, text: keyword, firstLine: place + 1, lastLine: place + 1,
                ordinal: place + 1, stageStepCount: 3)
        }
        let stage = StageOutline(index: 0, name: nil, base: "a", isNeeded: true)
        let history = ["base", "RUN true", "COPY a b"].map { HistoryEntry(createdBy: $0) }
        let lines = InstructionLines(history: history, outline: BuildOutline(stages: [stage], steps: steps))
        #expect(lines[0] == nil)
        #expect(lines[1] == 2)
        #expect(lines[2] == 3)
        #expect(lines[nil] == nil)
    }

    /// A stage that stands on another one has that one's instructions in its history, and so their lines.
    @Test func linesAreThoseOfTheStagesBelowToo() {
        func step(_ id: Int, _ stage: Int, _ keyword: String) -> StepOutline {
            StepOutline(
                id: StepID(id), stage: stage, keyword: keyword, text: keyword, firstLine: id + 1, lastLine: id + 1,
                ordinal: 1, stageStepCount: 2)
        }
        let stages = [
            StageOutline(index: 0, name: "base", base: "a", isNeeded: true),
            StageOutline(index: 1, name: "tools", base: "a", isNeeded: true),
            StageOutline(index: 2, name: nil, base: "Base", isNeeded: true),
        ]
        let steps = [
            step(0, 0, "FROM"), step(1, 0, "RUN"), step(2, 1, "FROM"), step(3, 1, "RUN"), step(4, 2, "FROM"),
            step(5, 2, "COPY"),
        ]
        let history = ["base", "RUN true", "COPY a b"].map { HistoryEntry(createdBy: $0) }
        let lines = InstructionLines(history: history, outline: BuildOutline(stages: stages, steps: steps))
        #expect(lines[0] == nil && lines[1] == 2 && lines[2] == 6)
    }

    @Test(arguments: [
        ("RUN pip install flask", "/usr/lib/a.pyc", ["PYTHONDONTWRITEBYTECODE", "--require-hashes"]),
        ("RUN apt-get install a", "/var/log/apt.log", ["--mount=type=cache", "name their versions"]),
        ("RUN date > /now", "/now", ["take it from an ARG"]), ("RUN git clone a", "/a", ["check out a commit"]),
    ])
    func anUnsteadyStepHasACure(_ words: String, _ path: String, _ cures: [String]) {
        let step = UnsteadyStep(
            line: 2, createdBy: words, differences: [LayerDifference(path: path, fields: [.content])])
        let found = UnsteadyCure.cures(for: step)
        #expect(found.count == cures.count)
        for (cure, part) in zip(found, cures) { #expect(cure.contains(part)) }
    }

    /// The step that copies from a stage is not the one at fault.
    @Test(arguments: [
        ("COPY --from=Made /a /a", "made"), ("COPY --chown=1 --from=0 /a /a", "made"), ("COPY a /a", nil),
        ("COPY --from=alpine:3 /a /a", nil), ("RUN cp --from=made", nil),
    ])
    func aStepThatCopiesFromAStageNamesTheStage(_ text: String, _ stage: String?) {
        func step(_ id: Int, _ stage: Int, _ text: String) -> StepOutline {
            StepOutline(
                id: StepID(id), stage: stage, keyword: String(text.prefix { $0 != " " }), text: text, firstLine: id + 1,
                lastLine: id + 1, ordinal: 1, stageStepCount: 2)
        }
        let outline = BuildOutline(
            stages: [
                StageOutline(index: 0, name: "made", base: "a", isNeeded: true),
                StageOutline(index: 1, name: nil, base: "a", isNeeded: true),
            ], steps: [step(0, 0, "FROM a"), step(1, 0, "RUN b"), step(2, 1, "FROM a"), step(3, 1, text)])
        let lines = InstructionLines(history: [HistoryEntry(createdBy: text)], outline: outline)
        #expect(lines.origin(of: 0)?.name == stage && lines.origin(of: nil) == nil)
        let unsteady = UnsteadyStep(
            line: 4, createdBy: text, differences: [LayerDifference(path: "/a", fields: [.content])],
            origin: lines.origin(of: 0))
        let isTold = UnsteadyCure.cures(for: unsteady).first?.contains("--target made") == true
        #expect(isTold == (stage != nil))
    }

    @Test func timesAloneAreCuredByATime() {
        let step = UnsteadyStep(
            line: nil, createdBy: "RUN date\nRUN b", differences: [LayerDifference(path: "/a", fields: [.time])])
        #expect(UnsteadyCure.cures(for: step) == [UnsteadyCure.time])
        #expect(step.name == "RUN date RUN b")
        let report = TwiceReport(steps: [step], hasSameID: false, next: [])
        #expect(report.text.text.contains("1 file with another time, such as /a"))
        #expect(report.json["same"]?.bool == false)
    }
}
