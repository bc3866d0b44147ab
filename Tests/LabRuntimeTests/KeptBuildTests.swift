import BuildJournal
import BuildPlan
import CommandLines
import Evidence
import Foundation
import LabModel
import Scratch
import Surroundings
import Testing

@testable import LabRuntime

/// Kept builds and races, as the lab reads them.
@Suite(.timeLimit(.minutes(20)))
struct KeptBuildTests {
    private static let outline = BuildOutline(
        stages: [StageOutline(index: 0, name: nil, base: "scratch", isNeeded: true)],
        steps: [
            StepOutline(
                id: StepID(0), stage: 0, keyword: "RUN", text: "RUN make", firstLine: 2, lastLine: 2, ordinal: 1,
                stageStepCount: 1)
        ])

    /// Writes a build as the builder does; without a result it has not ended.
    private func keep(_ id: String, of folder: String, in shop: Workshop, _ result: BuildResult?) {
        let writer = JournalWriter(JournalFolder(ofStoreAt: shop.place.home))
        let start = BuildStart(
            buildID: id, dockerfile: "Dockerfile", context: ".", folder: folder, tags: [], wallClock: 1_000)
        var events: [BuildEvent] = [
            .started(start), .planned(Self.outline), .stepStarted(StepID(0)),
            .stepLog(StepLog(step: StepID(0), stream: .stdout, text: "made\n")),
        ]
        if let result { events += [.finished(result)] }
        for (index, event) in events.enumerated() {
            let timed = TimedBuildEvent(time: Double(index), event: event)
            writer.add(timed.line, of: timed)
        }
        writer.close()
    }

    private static let image = BuildResult.succeeded(
        BuiltImage(imageID: "sha256:1", tags: [], size: 1, hits: 0, executed: 1, secondsSaved: 0))

    private func shop() throws -> Workshop {
        let shop = try Workshop()
        let own = RememberedBuild.resolved(shop.place.workspace)
        keep("00000000001-a", of: own, in: shop, .failed(StepID(0)))
        keep("00000000002-a", of: own, in: shop, Self.image)
        keep("00000000003-a", of: "/elsewhere", in: shop, Self.image)
        keep("00000000004-a", of: own, in: shop, .failed(StepID(0)))
        keep("00000000005-a", of: own, in: shop, nil)
        return shop
    }

    @Test func theBuildsOfTheFolderAreListedTheLastOneFirst() async throws {
        let shop = try shop()
        shop.performer.perform(.listBuilds(RunID(5)))
        let rows = try await shop.wait { if case .builds(RunID(5), let rows) = $0 { rows } else { nil } }
        #expect(rows.map(\.build.id.last) == ["a", "a", "a", "a"])
        #expect(rows.map { $0.build.id.prefix(11).last } == ["5", "4", "2", "1"])
        #expect(rows.allSatisfy { ($0.age ?? 0) > 1_000_000 })
    }

    private func read(_ id: String, _ shop: Workshop) async throws -> Answer<KeptRun> {
        shop.performer.perform(.readKeptBuild(RunID(6), build: id))
        return try await shop.wait { if case .keptBuild(RunID(6), let answer) = $0 { answer } else { nil } }
    }

    @Test func oneIsReadWithItsOutputAndTheOneThatWorkedBeforeIt() async throws {
        let shop = try shop()
        guard case .known(let kept) = try await read("00000000004-a", shop) else {
            Issue.record("it is kept")
            return
        }
        #expect(kept.run.id == RunID(6) && kept.run.start?.buildID == "00000000004-a")
        #expect(kept.run.steps[0].log.line(at: 0) == .text("made"))
        #expect(
            (kept.run.origin ?? 0) < -1_000_000, "by the lab's clock it is long ago: long before the machine started")
        guard case .before(let worked)? = kept.counterpart else {
            Issue.record("one worked before it")
            return
        }
        #expect(worked.start?.buildID == "00000000002-a")
    }

    @Test func whereNoneWorkedBeforeTheNextOneThatDidIsTaken() async throws {
        let shop = try shop()
        guard case .known(let kept) = try await read("00000000001-a", shop), case .after(let worked)? = kept.counterpart
        else {
            Issue.record("one worked after it")
            return
        }
        #expect(worked.start?.buildID == "00000000002-a")
    }

    @Test func oneWithoutAnEndSaysSoAndOneThatIsGoneToo() async throws {
        let shop = try shop()
        guard case .known(let kept) = try await read("00000000005-a", shop), case .lost? = kept.run.end else {
            Issue.record("it has not ended")
            return
        }
        guard case .failed(let reason) = try await read("00000000009-a", shop) else {
            Issue.record("it is not there")
            return
        }
        #expect(reason.contains("no longer kept"))
    }

    /// What the last build has read is known of a file that has not been written since, and of no other.
    @Test func theLastBuildIsReadWithTheFilesThatAreAsItReadThem() async throws {
        let shop = try Workshop()
        func files() async throws -> [String: [UInt8]]? {
            shop.performer.perform(.readLastBuild(dockerfile: "Dockerfile"))
            return try await shop.wait { if case .earlierBuild(let build) = $0 { build.files } else { nil } }
        }
        // By its events, the build has begun four seconds before its last one, which is written now.
        try shop.scratch.put("hello\n", at: "app/note.txt")
        keep("00000000002-a", of: RememberedBuild.resolved(shop.place.workspace), in: shop, Self.image)
        #expect(try await files() == [:], "it was written after the build began")
        let earlier: [FileAttributeKey: Any] = [.modificationDate: Date(timeIntervalSinceNow: -3_600)]
        try FileManager.default.setAttributes(earlier, ofItemAtPath: shop.scratch("app/note.txt"))
        #expect(try await files() == ["note.txt": Array("hello\n".utf8)])
    }

    @Test func theEventsOfARaceComeInOrderAndThenItsEnd() async throws {
        let event = RaceEvent(
            side: .second, lap: .race, build: TimedBuildEvent(time: 1, event: .stepStarted(StepID(0))))
        let line = String(decoding: event.line, as: UTF8.self)
        let shop = try Workshop(program: "echo '\(line)'; echo '{\"v\":1}'; echo \"asked: $*\" >&2; exit 1")
        let words = try #require(RaceCommandLine(["a", "b", "--edit", "c"]))
        shop.performer.perform(.startRace(RunID(7), words))
        let events = try await shop.gather {
            if case .race(RunID(7), let event) = $0 { event } else { nil }
        } until: {
            guard case .raceEnded(RunID(7), let status, let errors) = $0 else { return false }
            return status == 1 && errors == "asked: race --progress rawjson a b --edit c\n"
        }
        #expect(events == [event])
    }

    @Test func aRaceThatIsStoppedIsInterrupted() async throws {
        let shop = try Workshop(program: "trap 'exit 9' INT; echo ready >&2; while :; do sleep 0.05; done")
        let words = try #require(RaceCommandLine(["a", "b", "--edit", "c"]))
        shop.performer.perform(.startRace(RunID(1), words))
        while shop.performer.children.isEmpty { await Task.yield() }
        shop.performer.perform(.stopCommand(RunID(1)))
        let status = try await shop.wait { if case .raceEnded(_, let status, _) = $0 { status } else { nil } }
        #expect(status != 0)
    }
}
