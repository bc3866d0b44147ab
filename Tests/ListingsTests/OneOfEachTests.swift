import Formats
import ImageFormat
import ImageStore
import Listings
import Printing
import Testing

/// The one builder and the one context, as docker's commands show theirs.
struct OneOfEachTests {
    private static func words(_ text: PrintableText) -> [[Substring]] {
        text.text.split(separator: "\n").map { $0.split(separator: " ", omittingEmptySubsequences: true) }
    }

    @Test func theBuilderIsInUseAndHasTheProgramsVersion() throws {
        let rows = Self.words(try OneBuilder.list(version: "1.2.3", format: nil))
        #expect(rows.count == 2)
        #expect(rows[1].prefix(4) == ["default*", "slipway", "running", "1.2.3"])
        #expect(try OneBuilder.list(version: "1.2.3", format: "{{.Buildkit}}").text == "1.2.3\n")
        #expect(Self.words(OneBuilder.description).first == ["Name:", "default"])
    }

    @Test func theContextIsMarkedInTheTableAlone() throws {
        let rows = Self.words(try OneContext.list(format: nil, isQuiet: false))
        #expect(rows[1].prefix(2) == ["default", "*"])
        #expect(try OneContext.list(format: "{{.Name}}", isQuiet: false).text == "default\n")
        #expect(try OneContext.list(format: "{{.Description}}", isQuiet: true).text == "default\n")
        #expect(OneContext.json["Name"]?.string == "default")
    }

    @Test func anotherNameIsRefused() {
        #expect(OneBuilder.refusal(of: "default") == nil && OneContext.refusal(of: "default") == nil)
        #expect(OneBuilder.refusal(of: "other")?.contains("\"other\"") == true)
        #expect(OneContext.refusal(of: "")?.contains("context not found") == true)
    }

    @Test func aTemplateThatCannotBeReadIsRefused() {
        #expect(throws: TemplateError.self) { try OneBuilder.list(version: "", format: "{{.Name") }
        #expect(throws: TemplateError.self) { try OneContext.list(format: "{{.Name", isQuiet: false) }
    }

    @Test func theCachesUseIsCountedAndWeighed() {
        var cache = DiskUsage.Share()
        (cache.count, cache.active, cache.bytes, cache.reclaimable) = (7, 2, 3_000_000, 1_000)
        let rows = Self.words(OneBuilder.usage(cache)).map { $0.joined(separator: " ") }
        #expect(rows == ["Records: 7", "Used by images: 2", "Reclaimable: 1kB", "Total: 3MB"])
    }
}
