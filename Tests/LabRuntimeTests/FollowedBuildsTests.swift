import BuildJournal
import BuildPlan
import Scratch
import Testing

@testable import LabRuntime

/// The builds that the lab shows: those of the learner's folder, to their last word.
@Suite struct FollowedBuildsTests {
    private func write(_ id: String, _ folder: String?, in journal: JournalFolder) throws -> JournalWriter {
        let writer = JournalWriter(journal)
        let start = BuildStart(
            buildID: id, dockerfile: "Dockerfile", context: folder == nil ? "-" : ".", folder: folder, tags: [],
            wallClock: 1)
        add(.started(start), to: writer)
        return writer
    }

    private func add(_ event: BuildEvent, to writer: JournalWriter) {
        let timed = TimedBuildEvent(time: 0, event: event)
        writer.add(timed.line, of: timed)
    }

    @Test func onlyBuildsOfTheFolderAreFollowedAndToTheirEnd() throws {
        let scratch = try ScratchFolder()
        try scratch.put("", at: "store/builds/.keep")
        let journal = JournalFolder(ofStoreAt: scratch("store"))
        var followed = FollowedBuilds(of: scratch.path, naming: [], in: journal)
        #expect(followed.news().isEmpty && !followed.isOneOpen)
        let own = try write("1", scratch.path, in: journal)
        let foreign = try write("2", "/elsewhere", in: journal)
        let fetched = try write("3", nil, in: journal)
        #expect(followed.news().map(\.id) == ["1"])
        #expect(followed.isOneOpen)
        for writer in [foreign, fetched] { add(.finished(.cancelled), to: writer) }
        #expect(followed.news().isEmpty && followed.isOneOpen)
        add(.finished(.cancelled), to: own)
        #expect(followed.news().map(\.event.event) == [.finished(.cancelled)])
        #expect(!followed.isOneOpen)
    }

    @Test func aBuildThatWasKilledIsGivenUp() throws {
        let scratch = try ScratchFolder()
        try scratch.put("", at: "store/builds/.keep")
        let journal = JournalFolder(ofStoreAt: scratch("store"))
        var followed = FollowedBuilds(of: scratch.path, naming: [], in: journal)
        _ = try write("1", scratch.path, in: journal)
        _ = followed.news()
        followed.giveUp()
        #expect(!followed.isOneOpen)
    }
}
