import BuildPlan
import Foundation
import ImageFormat
import Testing

/// What is written by hand is what `Codable` reads: the format of the stream is the one that was always there.
@Suite struct EventJSONTests {
    static let hostile = "\"\\\u{0}\u{1f}\n\r\t\u{7f}\u{2028}/é\u{1F469}\u{200D}\u{1F467}{}"

    static let changes: [FileChange.Kind] = [
        .added, .removed, .renamed(from: hostile), .text(line: 3, old: hostile, new: nil),
        .text(line: 1, old: nil, new: ""), .content, .mode(old: 0o644, new: 0o100755), .owner(old: "0:0", new: "1:1"),
        .type(old: "file", new: "link"), .linkTarget(old: "a", new: hostile), .extendedAttributes,
    ]

    static let causes: [MissCause] = [
        .neverBuilt, .instructionAdded, .instructionChanged(old: hostile, new: ""), .instructionRemoved(hostile),
        .orderChanged(below: hostile), .filesChanged(changes.map { FileChange(path: hostile, kind: $0) }),
        .baseImageChanged(reference: "a:b", old: "1", new: "2"),
        .argumentChanged(name: "A", old: nil, new: hostile), .argumentChanged(name: "A", old: "", new: nil),
        .followsFrom(StepID(7)), .cacheDisabled, .layerLost,
    ]

    static let outcomes: [StepOutcome] = [
        .cached(saved: 1.25), .done, .skipped, .cancelled,
        .failed(StepFailure(message: hostile, advice: nil, location: "Dockerfile:1:1", exitStatus: nil)),
        .failed(StepFailure(message: "", advice: hostile, location: "", exitStatus: 137)),
    ]

    static let events: [BuildEvent] =
        [
            .started(
                BuildStart(
                    buildID: hostile, dockerfile: "-", context: ".", tags: ["a", hostile], wallClock: 1_700_000_000.5)),
            .planned(BuildOutline(stages: [], steps: [])),
            .planned(
                BuildOutline(
                    stages: [
                        StageOutline(index: 0, name: nil, base: hostile, isNeeded: true),
                        StageOutline(index: 1, name: "x", base: "", isNeeded: false),
                    ],
                    steps: [
                        StepOutline(
                            id: StepID(3), stage: 1, keyword: "RUN", text: hostile, firstLine: 1, lastLine: 9,
                            ordinal: 2, stageStepCount: 4)
                    ])),
            .contextRead(ContextSummary(files: 50_000, bytes: .max)), .stepStarted(StepID(0)),
            .stepProgress(StepProgress(step: StepID(1), activity: hostile, completed: 5, total: nil, unit: "bytes")),
            .stepProgress(StepProgress(step: StepID(1), activity: "", completed: 0, total: .max, unit: "")),
            .stepLog(StepLog(step: StepID(2), stream: .stdout, text: hostile)),
            .stepLog(StepLog(step: StepID(2), stream: .stderr, text: "")),
            .warning(BuildWarning(rule: hostile, message: hostile, line: nil)),
            .warning(BuildWarning(rule: "", message: "", line: 4)),
            .finished(
                .succeeded(BuiltImage(imageID: "x", tags: [hostile], size: 9, hits: 1, executed: 2, secondsSaved: 0.1))),
            .finished(.stopped(before: StepID(3), image: "sha256:1")), .finished(.failed(StepID(4))),
            .finished(.cancelled),
            .finished(
                .refused([
                    Refusal(location: nil, message: hostile, advice: nil),
                    Refusal(location: "a", message: "", advice: "b"),
                ])),
        ]
        + outcomes.map { .stepFinished(StepFinish(step: StepID(1), outcome: $0, duration: 0)) }
        + causes.map {
            .stepFinished(
                StepFinish(
                    step: StepID(1), outcome: .done, duration: 1e-9, miss: $0, layerBytes: 0, diffID: "sha256:0",
                    note: hostile))
        }

    @Test(arguments: events.indices)
    func codableReadsWhatIsWrittenByHand(_ index: Int) throws {
        let event = TimedBuildEvent(time: 0.125 * Double(index), event: Self.events[index])
        let bytes = event.json.encoded()
        #expect(!bytes.contains(UInt8(ascii: "\n")), "an event is one line")
        #expect(try JSONDecoder().decode(TimedBuildEvent.self, from: Data(bytes)) == event)
        // And the same names, none more and none less.
        let wanted = try JSONSerialization.jsonObject(with: JSONEncoder().encode(event)) as? NSDictionary
        #expect(try JSONSerialization.jsonObject(with: Data(bytes)) as? NSDictionary == wanted)
    }

    @Test func memoryComesBackWhole() throws {
        let step = StepMemory(
            text: Self.hostile, expanded: "", parent: "p", key: "k", arguments: ["A": Self.hostile, "B": ""])
        let memory = BuildMemory(stages: [
            StageMemory(index: 0, name: nil, baseReference: "a", baseID: "b", steps: [step, step]),
            StageMemory(index: 1, name: Self.hostile, baseReference: "", baseID: ""),
        ])
        #expect(BuildMemory(json: try JSON(parsing: memory.json.encoded())) == memory)
        #expect(
            BuildMemory(json: try JSON(parsing: Array(JSONEncoder().encode(memory)))) == memory, "as it was kept before"
        )
        #expect(BuildMemory(json: .object(["stages": .array([.null])])) == nil)
    }
}
