import BuildJournal
import BuildPlan
import Foundation
import ImageFormat
import Testing

/// A journal in a folder of its own, with bounds that a test reaches.
struct JournalTests {
    private let path = FileManager.default.temporaryDirectory.appending(path: "slipway-journal-\(UUID().uuidString)")
    private let limits = JournalLimits(head: 4000, segment: 2000, builds: 3, sum: 20_000)
    private var folder: JournalFolder { JournalFolder(path: path.path) }

    private static let outline = BuildOutline(
        stages: [StageOutline(index: 0, name: nil, base: "scratch", isNeeded: true)],
        steps: [
            StepOutline(
                id: StepID(0), stage: 0, keyword: "RUN", text: "RUN yes", firstLine: 2, lastLine: 2, ordinal: 1,
                stageStepCount: 1)
        ])

    private func begin(_ id: String) -> JournalWriter {
        let writer = JournalWriter(folder, limits: limits)
        let start = BuildStart(buildID: id, dockerfile: "Dockerfile", context: ".", tags: [], wallClock: 1)
        add(.started(start), at: 0, to: writer)
        add(.planned(Self.outline), at: 0, to: writer)
        add(.stepStarted(StepID(0)), at: 0, to: writer)
        return writer
    }

    private func add(_ event: BuildEvent, at time: Double, to writer: JournalWriter) {
        let timed = TimedBuildEvent(time: time, event: event)
        writer.add(timed.line, of: timed)
    }

    private func say(_ text: String, at time: Double = 1, to writer: JournalWriter) {
        add(.stepLog(StepLog(step: StepID(0), stream: .stdout, text: text)), at: time, to: writer)
    }

    private func end(_ writer: JournalWriter, at time: Double = 2) {
        add(.stepFinished(StepFinish(step: StepID(0), outcome: .done, duration: 1)), at: time, to: writer)
        add(.finished(.cancelled), at: time, to: writer)
        writer.close()
    }

    private func files() throws -> [String: Int] {
        var files: [String: Int] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: path.path) {
            files[name] = try FileManager.default.attributesOfItem(atPath: "\(path.path)/\(name)")[.size] as? Int
        }
        return files
    }

    @Test func theStepsAreReadWithoutTheOutput() throws {
        defer { try? FileManager.default.removeItem(at: path) }
        let writer = begin("1")
        for number in 0..<1000 { say("line \(number)\n", to: writer) }
        end(writer)
        let steps = folder.steps(of: "1")
        #expect(steps.events.count == 5 && steps.damagedLines.isEmpty && !steps.isCutShort)
        #expect(try #require(try files()["1.jsonl"]) < 1500)
    }

    @Test func theWholeIsPutTogetherAgain() throws {
        defer { try? FileManager.default.removeItem(at: path) }
        let writer = begin("1")
        for number in 0..<3 { say("line \(number)\n", to: writer) }
        end(writer)
        let events = EventStream(bytes: folder.whole(of: "1")).events
        #expect(events.count == 8 && events.map(\.time) == events.map(\.time).sorted())
        guard case .stepLog? = events.dropFirst(3).first?.event, case .finished? = events.last?.event else {
            Issue.record("output does not stand where it came: \(events)")
            return
        }
        #expect(folder.whole(of: "2").isEmpty)
    }

    @Test func aBuildWithoutOutputHasOneFile() throws {
        defer { try? FileManager.default.removeItem(at: path) }
        end(begin("1"))
        #expect(try files().keys.sorted() == ["1.jsonl"])
    }

    /// Lines of the step, as the lab asks for them.
    private func lines(_ wanted: Range<Int>, _ output: inout StepOutput) -> [String] {
        var (number, collected, open) = (0, [String](), "")
        output.read(from: wanted.lowerBound) { part in
            switch part {
            case .begins(let line): number = line
            case .missing(let lines, let bytes):
                collected += lines.clamped(to: wanted).map { "missing \($0)" + (bytes > 0 ? "" : ": no bytes") }
                (number, open) = (lines.upperBound, "")
            case .text(let text):
                open += text
                var pieces = open.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
                open = pieces.removeLast()
                for piece in pieces {
                    if wanted.contains(number) { collected.append(piece) }
                    number += 1
                }
            }
            return number < wanted.upperBound
        }
        return collected
    }

    @Test func ofMuchOutputTheBeginningAndTheEndAreKeptAndTheGapIsTold() throws {
        defer { try? FileManager.default.removeItem(at: path) }
        let writer = begin("1")
        let all = (0..<3000).map { "line \($0)" }
        for line in all { say(line + "\n", to: writer) }
        end(writer)
        let sizes = try files()
        #expect(sizes.count == 4, "\(sizes)")
        #expect(sizes.values.reduce(0, +) < 12_000, "\(sizes)")

        var output = StepOutput(of: StepID(0), build: "1", in: folder)
        #expect(lines(0..<10, &output) == Array(all[0..<10]))
        let whole = lines(0..<3000, &output)
        #expect(whole.count == 3000)
        let gone = whole.indices.filter { whole[$0] == "missing \($0)" }
        #expect(gone.count > 2000 && gone == Array(gone[0]...gone[gone.count - 1]), "one gap")
        for index in whole.indices where !gone.contains(index) { #expect(whole[index] == all[index]) }
        for start in [1, gone[0] - 1, gone[0], 1500, gone[gone.count - 1], 2990] {
            #expect(lines(start..<(start + 5), &output) == Array(whole[start..<(start + 5)]), "from \(start)")
        }
    }

    @Test func theOutputOfAllStepsIsReadWithItsGaps() throws {
        defer { try? FileManager.default.removeItem(at: path) }
        let writer = begin("1")
        for number in 0..<3000 { say("line \(number)\n", to: writer) }
        end(writer)
        var (kept, missing) = ([String](), 0)
        folder.readOutput(of: "1") { part in
            switch part {
            case .output(let event): if case .stepLog(let log) = event.event { kept.append(log.text) }
            case .missing(let step, let lines):
                #expect(step == StepID(0) && !kept.isEmpty)
                missing += lines
            }
        }
        #expect(kept.first == "line 0\n" && kept.last == "line 2999\n")
        #expect(missing > 2000 && kept.count + missing == 3000, "each line has its number")
        folder.readOutput(of: "2") { _ in Issue.record("nothing is kept of it") }
    }

    @Test func outputIsFoundWhileItGrows() throws {
        defer { try? FileManager.default.removeItem(at: path) }
        let writer = begin("1")
        var output = StepOutput(of: StepID(0), build: "1", in: folder)
        for number in 0..<2000 {
            say("li", to: writer)
            say("ne \(number)\n", to: writer)
            guard number % 97 == 0 else { continue }
            writer.flush(at: 1)
            #expect(lines(number..<(number + 1), &output) == ["line \(number)"])
        }
        end(writer)
    }

    @Test func whoFollowsSeesEverythingInItsOrder() throws {
        defer { try? FileManager.default.removeItem(at: path) }
        var follower = JournalFollower(folder)
        let writer = begin("1")
        var seen: [BuildEvent] = []
        for number in 0..<1000 {
            say("line \(number)\n", at: Double(number), to: writer)
            if number % 10 == 0 { seen += follower.news().map(\.event.event) }
        }
        end(writer, at: 1000)
        for _ in 0..<20 { seen += follower.news().map(\.event.event) }
        let texts = seen.compactMap { if case .stepLog(let log) = $0 { log.text } else { nil } }
        #expect(texts == (0..<1000).map { "line \($0)\n" })
        #expect(seen.last == .finished(.cancelled))
        guard case .started? = seen.first else {
            Issue.record("it begins with \(String(describing: seen.first))")
            return
        }
    }

    @Test func whoFollowsTooLateIsToldOfTheGap() throws {
        defer { try? FileManager.default.removeItem(at: path) }
        var follower = JournalFollower(folder)
        let writer = begin("1")
        for number in 0..<3000 { say("line \(number)\n", at: 1, to: writer) }
        end(writer)
        var seen: [BuildEvent] = []
        for _ in 0..<20 { seen += follower.news().map(\.event.event) }
        let warnings = seen.compactMap { if case .warning(let warning) = $0 { warning.message } else { nil } }
        #expect(warnings.count == 1 && warnings[0].contains("kB of output"), "\(warnings)")
        let texts = seen.compactMap { if case .stepLog(let log) = $0 { log.text } else { nil } }
        #expect(texts.first == "line 0\n" && texts.last == "line 2999\n")
        #expect(seen.last == .finished(.cancelled))
    }

    @Test func theLastBuildsAreRememberedAndTheirLogsHaveABoundTogether() throws {
        defer { try? FileManager.default.removeItem(at: path) }
        for build in 1...6 {
            let writer = begin("\(build)")
            for number in 0..<3000 { say("line \(number)\n", to: writer) }
            end(writer)
        }
        end(begin("7"))
        #expect(folder.builds() == ["7", "6", "5"])
        let logs = try files().filter { $0.key.contains(".log") }
        #expect(logs.values.reduce(0, +) <= 20_000, "\(logs)")
        #expect(logs.keys.contains("6.log"))
        let freed = folder.removeLogs()
        #expect(freed == Int64(logs.values.reduce(0, +)))
        #expect(try files().keys.allSatisfy { $0.hasSuffix(".jsonl") })
        #expect(folder.steps(of: "6").events.count == 5)
    }

    @Test func theLogOfABuildThatRunsStays() throws {
        defer { try? FileManager.default.removeItem(at: path) }
        let writer = begin("1")
        say("a\n", to: writer)
        writer.flush(at: 1)
        #expect(folder.removeLogs() == 0)
        writer.close()
        #expect(folder.removeLogs() > 0)
    }

    @Test func damagedLinesAreCounted() throws {
        defer { try? FileManager.default.removeItem(at: path) }
        end(begin("1"))
        let file = URL(filePath: folder.stepsPath(of: "1"))
        var bytes = try Data(contentsOf: file)
        bytes.append(
            contentsOf:
                "{\"v\":1,\"event\":\"finished\"\n{\"v\":1,\"event\":\"stepStarted\",\"time\":1e18,\"step\":0}\n{\"ti"
                .utf8)
        try bytes.write(to: file)
        let steps = folder.steps(of: "1")
        #expect(steps.damagedLines.count == 2 && steps.isCutShort && steps.events.count == 5)
    }

    @Test func anOlderJournalIsReadWithoutItsOutput() throws {
        defer { try? FileManager.default.removeItem(at: path) }
        try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
        let events: [BuildEvent] = [
            .stepStarted(StepID(0)), .stepLog(StepLog(step: StepID(0), stream: .stdout, text: "x\n")),
            .finished(.cancelled),
        ]
        let lines = events.map { TimedBuildEvent(time: 0.25, event: $0).line + [0x0A] }
        try Data(lines.joined()).write(to: path.appending(path: "0.jsonl"))
        #expect(folder.steps(of: "0").events.map(\.event) == [events[0], events[2]])
    }
}
