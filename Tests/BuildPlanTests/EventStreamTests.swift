import BuildPlan
import ImageFormat
import Printing
import Seeds
import Testing

private let events: [BuildEvent] = [
    .started(BuildStart(buildID: "1", dockerfile: "D", context: ".", tags: ["a"], wallClock: 1e9)),
    .planned(
        BuildOutline(
            stages: [StageOutline(index: 0, name: "a", base: "b", isNeeded: true)],
            steps: [
                StepOutline(
                    id: StepID(0), stage: 0, keyword: "RUN", text: "RUN x", firstLine: 1, lastLine: 1, ordinal: 1,
                    stageStepCount: 1)
            ])),
    .contextRead(ContextSummary(files: 1, bytes: 2)), .stepStarted(StepID(0)),
    .stepProgress(StepProgress(step: StepID(0), activity: "x", completed: 1, total: 2, unit: "bytes")),
    .stepLog(StepLog(step: StepID(0), stream: .stderr, text: "é\n\u{1B}")),
    .stepFinished(
        StepFinish(
            step: StepID(0), outcome: .cached(saved: 2), duration: 1,
            miss: .filesChanged([FileChange(path: "f", kind: .text(line: 3, old: "a", new: nil))]), layerBytes: 9)),
    .warning(BuildWarning(rule: "r", message: "m", line: 4)),
    .finished(
        .succeeded(BuiltImage(imageID: "i", tags: ["t"], size: 1, hits: 1, executed: 0, secondsSaved: 2))),
]

private func line(_ event: BuildEvent) -> [UInt8] { TimedBuildEvent(time: 0.5, event: event).line }

@Test func everyEventIsReadFromItsLine() throws {
    for event in events { #expect(try TimedBuildEvent(line: line(event)).event == event) }
}

/// Every number of every event, one after the other, in place of what it was.
@Test(arguments: [
    "1e18", "-1e18", "-1", "1e308", "1e999", "9223372036854775807", "-9223372036854775808", "18446744073709551616",
    "NaN",
    "0.5e400", "null",
])
func aNumberThatDoesNotFitIsRefusedOrHarmless(number: String) {
    var log = PlainBuildLog()
    for event in events {
        let text = String(decoding: line(event), as: UTF8.self)
        for range in text.ranges(of: /[0-9]+(\.[0-9]+)?/) {
            let changed = text.replacingCharacters(in: range, with: number)
            guard let read = try? TimedBuildEvent(line: Array(changed.utf8)) else { continue }
            #expect(read.time >= 0 && read.time <= 1e9)
            for known in events { _ = log.text(for: known) }
            _ = log.text(for: read.event)
            _ = WhyReport(events: events + [read.event]).text
        }
    }
}

extension String {
    fileprivate func replacingCharacters(in range: Range<Index>, with other: String) -> String {
        self[..<range.lowerBound] + other + self[range.upperBound...]
    }
}

@Test func aLineOfAnySizeIsReadOrRefused() {
    let limit = EventLineError.tooLong(limit: TimedBuildEvent.lineLimit)
    #expect(throws: limit) { try TimedBuildEvent(line: repeatElement(0x20, count: 17 << 20)) }
    let deep = Array(String(repeating: "[", count: 100_000).utf8)
    #expect(throws: EventLineError.notAnEvent) { try TimedBuildEvent(line: deep) }
}

@Test func aCutLineAndDamagedOnesAreCounted() {
    let good = events.map { String(decoding: line($0), as: UTF8.self) }
    let text = [
        good[0], "hello", good[1], "", #"{"v":1,"event":"stepStarted","time":1e18,"step":0}"#, good[2].dropLast(4) + "",
    ]
    let stream = EventStream(bytes: Array(text.joined(separator: "\n").utf8))
    #expect(stream.events.map(\.event) == [events[0], events[1]])
    #expect(stream.damagedLines == [2, 5])
    #expect(stream.isCutShort)
    let report = WhyReport(events: events, damagedLines: 2).text.text
    #expect(report.contains("2 lines of this build's journal are damaged"))
}

@Test func noMutationOfAStreamTrapsAReader() {
    let seed = PropertySeed.of(1)
    var random = SeededGenerator(seed)
    let good = Array(events.map { line($0) }.joined(separator: [0x0A]))
    let pieces: [[UInt8]] = ["1e18", "-1", "\"", "{", "}", "null", "\\u001b", "\n", "9999999999999999999", ","].map {
        Array($0.utf8)
    }
    for _ in 0..<3_000 {
        var bytes = good
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let start = Int.random(in: 0..<bytes.count, using: &random)
            let end = min(bytes.count, start + Int.random(in: 0...6, using: &random))
            bytes.replaceSubrange(start..<end, with: pieces.randomElement(using: &random) ?? [])
        }
        let stream = EventStream(bytes: bytes)
        var (log, live) = (PlainBuildLog(), LiveBuildView())
        for timed in stream.events {
            _ = log.text(for: timed.event)
            _ = live.take(timed.event, at: timed.time)
            let lines = live.lines(width: 80, height: 24, at: timed.time)
            #expect(lines.allSatisfy { !$0.text.contains("\u{1B}") }, "seed \(seed)")
        }
        _ = WhyReport(events: stream.events.map(\.event), damagedLines: stream.damagedLines.count)
    }
}

@Test(.timeLimit(.minutes(20))) func outputWithoutBoundTakesLinearTimeAndBoundedMemory() {
    let marks = String(repeating: "\u{301}", count: 30_000)
    var (log, live) = (PlainBuildLog(), LiveBuildView())
    for event in events[..<4] {
        _ = log.text(for: event)
        _ = live.take(event, at: 0)
    }
    for time in 0..<140 {
        let event = BuildEvent.stepLog(StepLog(step: StepID(0), stream: .stdout, text: marks))
        #expect(log.text(for: event).text.utf8.count < 200)
        _ = live.take(event, at: Double(time))
        _ = live.lines(width: 80, height: 24, at: Double(time))
    }
    let failure = StepFailure(message: "m", location: "D:1:1")
    let end = StepFinish(step: StepID(0), outcome: .failed(failure), duration: 1)
    #expect(live.take(.stepFinished(end), at: 200).text.contains("left out"))
}
