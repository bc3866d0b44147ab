import Formats
import ImageFormat
import ImageStore
import Listings
import Printing
import Testing

/// What `images` shows, and which images filters let pass.
struct ImageListingTests {
    @Test(arguments: ["nosuch=1", "dangling=perhaps", "until=soon", "before=nosuch", "until=", "label"])
    func aFilterThatCannotBeUsedIsRefused(_ text: String) {
        #expect(throws: FilterError.self) { try ImageFilters([text]) { _ in nil } }
    }

    @Test(arguments: [
        ["dangling=1"], ["until=36h"], ["until=1h30m"], ["until=2026-01-02T03:04:05Z"], ["before=a", "since=b"],
        ["label!=x", "label=y=z"], ["reference=a*", "reference=b"], ["id=sha256:00"],
    ])
    func aFilterIsTaken(_ texts: [String]) throws {
        _ = try ImageFilters(texts) { _ in 1 }
    }

    @Test(
        arguments: [
            ("36h", 129_600), ("1h30m", 5_400), ("1.5s", 1), ("10d", 864_000), ("", nil), ("h", nil), ("3x", nil),
            ("-1h", nil),
        ] as [(String, Int64?)])
    func aDurationIsReadInSeconds(_ text: String, _ seconds: Int64?) {
        #expect(Age.duration(text) == seconds)
    }
}
