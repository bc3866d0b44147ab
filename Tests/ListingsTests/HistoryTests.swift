import Formats
import ImageFormat
import ImageStore
import Printing
import Testing

@testable import Listings

/// What `history` and `system df` show.
struct HistoryTests {
    private let now: Int64 = 1_767_323_045

    private func config(_ entries: [HistoryEntry], layers: Int) -> ImageConfig {
        ImageConfig(diffIDs: (0..<layers).map { Digest(of: [UInt8($0)]) }, history: entries)
    }

    private func rows(_ config: ImageConfig, isWhole: Bool = false, isHuman: Bool = true) throws -> [String] {
        let lines = HistoryLines(isWhole: isWhole, isHuman: isHuman, now: now)
        let items = lines.items(of: config, id: Digest(of: [9])) { _ in 1_500 }
        let text = try ListFormat("{{.ID}}|{{.CreatedBy}}|{{.Size}}", table: "").text(
            items, columns: HistoryLines.columns)
        return text.text.split(separator: "\n").map(String.init)
    }

    @Test func theLastInstructionComesFirstAndHasTheID() throws {
        let entries = [
            HistoryEntry(createdBy: "COPY a b"), HistoryEntry(createdBy: "CMD [\"a\"]", isEmptyLayer: true),
        ]
        let short = Digest(of: [9]).short
        #expect(
            try rows(config(entries, layers: 1)) == ["\(short)|CMD [\"a\"]|0B", "<missing>|COPY a b|1.5kB"])
    }

    @Test func anInstructionIsCutAt45Characters() throws {
        let words = "RUN " + String(repeating: "a", count: 60)
        let entry = config([HistoryEntry(createdBy: words)], layers: 1)
        #expect(try rows(entry)[0].contains("|RUN " + String(repeating: "a", count: 40) + "…|"))
        #expect(try rows(entry, isWhole: true)[0].contains("|\(words)|"))
    }

    @Test func programsReadBytes() throws {
        #expect(
            try rows(config([HistoryEntry(createdBy: "RUN a\n\tb")], layers: 1), isHuman: false)[0].hasSuffix(
                "|RUN a  b|1500"))
    }

    @Test func anImageWithoutHistoryHasItsLayers() throws {
        #expect(try rows(config([], layers: 3)).count == 3)
    }

    @Test func theShareThatIsFreedIsAPercentage() throws {
        var usage = DiskUsage()
        usage.images.bytes = 400
        usage.images.reclaimable = 100
        var volumes = DiskUsage.Share()
        (volumes.bytes, volumes.reclaimable) = (10, 10)
        let items = DiskUsageLines.items(of: usage, containers: DiskUsage.Share(), volumes: volumes)
        let text = try ListFormat("{{.Type}} {{.Reclaimable}}", table: "").text(items, columns: DiskUsageLines.columns)
        #expect(text.text == "Images 100B (25%)\nContainers 0B\nLocal Volumes 10B (100%)\nBuild Cache 0B\n")
    }
}
