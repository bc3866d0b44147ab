import ImageFormat
import ImageStore
import Printing
import Testing

@testable import Images

/// What is said of transfers and prunes.
struct TransferTests {
    @Test func theManifestsDigestIsKnownAtTheEnd() {
        var progress = TransferProgress(isQuiet: true)
        #expect(progress.digest == nil)
        progress.take(.object(["event": .string("resolved"), "bytes": .integer(12)]))
        progress.take(
            .object([
                "event": .string("blob"), "digest": .string("sha256:aa"), "completed": .integer(12),
                "total": .integer(12),
            ]))
        #expect(progress.digest == nil)
        progress.take(.object(["event": .string("finished"), "digest": .string("sha256:bb")]))
        #expect(progress.digest == "sha256:bb")
    }

    @Test func whatIsAbsentIsWantedOnce() throws {
        let digest = Digest(of: [1])
        var progress = TransferProgress(isQuiet: true)
        #expect(progress.takeAbsent() == [])
        progress.take(.object(["event": .string("absent"), "digest": .string("\(digest)")]))
        #expect(progress.takeAbsent() == [digest])
        #expect(progress.takeAbsent() == [] && progress.digest == nil)
    }

    @Test func anEmptyPruneSaysHowMuch() {
        #expect(PruneWords.lines(PruneReport()).map(\.text) == ["Total reclaimed space: 0B"])
    }

    @Test func recordsOfTheCacheAreCounted() {
        var report = PruneReport()
        report.records = 3
        report.bytes = 2_000
        #expect(
            PruneWords.lines(report).map(\.text) == [
                "Deleted build cache records: 3", "", "Total reclaimed space: 2kB",
            ])
    }
}
