import BuildPlan
import Foundation
import ImageFormat
import Testing

/// The format of the event stream, as `Formats/build-events.md` promises it to others.
@Suite struct EventFormatTests {
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
            .contextRead(ContextSummary(files: 50_000, bytes: 1 << 40)), .stepStarted(StepID(0)),
            .stepProgress(StepProgress(step: StepID(1), activity: hostile, completed: 5, total: nil, unit: "bytes")),
            .stepProgress(StepProgress(step: StepID(1), activity: "", completed: 0, total: 1 << 40, unit: "")),
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

    /// Every kind of event, at a time of its own.
    static var timed: [TimedBuildEvent] {
        events.enumerated().map { TimedBuildEvent(time: 0.125 * Double($0.offset), event: $0.element) }
    }

    @Test(arguments: events.indices)
    func anEventIsReadAsItWasWritten(_ index: Int) throws {
        let event = Self.timed[index]
        #expect(!event.line.contains(UInt8(ascii: "\n")), "an event is one line")
        #expect(try TimedBuildEvent(line: event.line) == event)
    }

    /// Older streams do not have it.
    @Test func theFolderOfTheContextIsKept() throws {
        let start = BuildStart(
            buildID: "1", dockerfile: "D", context: ".", folder: "/a b", tags: [], wallClock: 1)
        let line = TimedBuildEvent(time: 0, event: .started(start)).line
        #expect(String(decoding: line, as: UTF8.self).contains(#""context":".","folder":"/a b","tags""#))
        #expect(try TimedBuildEvent(line: line[...]).event == .started(start))
    }

    /// Other programs read this form: a difference here needs a new version.
    @Test func versionOneIsWrittenAsItAlwaysWas() throws {
        let written = Self.timed.flatMap { $0.line + [UInt8(ascii: "\n")] }
        if ProcessInfo.processInfo.environment["SLIPWAY_RECORD"] == "1" {
            try Data(written).write(to: Repository.file("Tests/EventStreams/v1.jsonl"))
        }
        let kept = try Data(contentsOf: Repository.file("Tests/EventStreams/v1.jsonl"))
        #expect(String(decoding: written, as: UTF8.self) == String(decoding: kept, as: UTF8.self))
    }

    @Test(arguments: ["unversioned", "v1"])
    func whatWasRecordedReplays(_ name: String) throws {
        let stream = EventStream(
            bytes: Array(try Data(contentsOf: Repository.file("Tests/EventStreams/\(name).jsonl"))))
        #expect(stream.events == Self.timed)
        #expect(stream.damagedLines.isEmpty && !stream.isCutShort)
    }

    @Test(arguments: events.indices)
    func theSchemaDescribesEveryEvent(_ index: Int) throws {
        let schema = try Schema(contentsOf: Repository.file("Formats/build-events-1.schema.json"))
        let line = try JSON(parsing: Self.timed[index].line)
        #expect(schema.complaints(about: line) == [])
        // And it demands what the reader demands: a line that lacks a member is refused by both, or by neither.
        for member in line.members ?? [] where member.name != "v" {
            let without = JSON.object((line.members ?? []).filter { $0.name != member.name })
            let isRead = (try? TimedBuildEvent(line: without.encoded())) != nil
            #expect(schema.complaints(about: without).isEmpty == isRead, "without \(member.name)")
        }
    }

    @Test func aMemberThatIsNewIsPassedOver() throws {
        let line = #"{"v":1,"later":[1],"event":"stepStarted","time":0,"step":1}"#
        #expect(try TimedBuildEvent(line: line.utf8) == TimedBuildEvent(time: 0, event: .stepStarted(StepID(1))))
    }

    @Test(arguments: [
        (#"{"v":2,"event":"stepStarted","time":0,"step":1}"#, EventLineError.newerVersion(2)),
        (#"{"v":0,"event":"stepStarted","time":0,"step":1}"#, .notAnEvent),
        (#"{"v":"1","event":"stepStarted","time":0,"step":1}"#, .notAnEvent),
        (#"{"v":1,"event":"stepStarted","time":"0","step":1}"#, .notAnEvent),
        (#"{"v":1,"event":"stepStarted","time":0,"step":-1}"#, .impossibleNumber),
        (#"{"v":1,"event":"stepForgotten","time":0,"step":1}"#, .notAnEvent),
        (#"{"time":0,"event":{"stepStarted":{"_0":1},"stepLog":{}}}"#, .notAnEvent), ("[]", .notAnEvent),
    ])
    func whatIsNotAnEventIsRefused(line: String, error: EventLineError) {
        #expect(throws: error) { try TimedBuildEvent(line: line.utf8) }
    }

    @Test func aStreamOfALaterVersionIsTold() {
        let line = #"{"v":7,"event":"stepStarted","time":0,"step":1}"# + "\n"
        let stream = EventStream(bytes: Array((line + line).utf8))
        #expect(stream.events.isEmpty && stream.newerVersion == 7 && stream.damagedLines == [1, 2])
    }

    @Test(arguments: ["unversioned", "v1"])
    func aPieceOfOutputIsKnownByItsBeginning(_ name: String) throws {
        let lines = try Data(contentsOf: Repository.file("Tests/EventStreams/\(name).jsonl")).split(separator: 0x0A)
        for (line, event) in zip(lines, Self.events) {
            let isLog = if case .stepLog = event { true } else { false }
            #expect(TimedBuildEvent.isLog(line: line) == isLog)
        }
    }

    @Test func memoryComesBackWhole() throws {
        let step = StepMemory(
            text: Self.hostile, expanded: "", parent: "p", key: "k", arguments: ["A": Self.hostile, "B": ""])
        let memory = BuildMemory(stages: [
            StageMemory(index: 0, name: nil, baseReference: "a", baseID: "b", steps: [step, step]),
            StageMemory(index: 1, name: Self.hostile, baseReference: "", baseID: ""),
        ])
        #expect(BuildMemory(json: try JSON(parsing: memory.json.encoded())) == memory)
        #expect(BuildMemory(json: .object(["stages": .array([.null])])) == nil)
    }
}
