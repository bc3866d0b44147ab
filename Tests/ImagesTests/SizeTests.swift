import ArgumentParser
import Testing

@testable import Images

/// The gates of `slipway size`.
struct SizeTests {
    @Test(
        arguments: [
            ("10%", 11, 100, true), ("10%", 10, 100, false), ("0%", 1, 100, true), ("0%", 0, 100, false),
            ("1k", 1025, 9000, true), ("1k", 1024, 9000, false), ("5MB", 5 << 20, 6 << 20, false),
        ] as [(String, Int64, Int64, Bool)])
    func wasteIsASizeOrAShare(_ text: String, _ wasted: Int64, _ bytes: Int64, _ isExceeded: Bool) throws {
        #expect(try #require(WasteLimit(text)).isExceeded(by: wasted, of: bytes) == isExceeded)
    }

    @Test(arguments: ["", "%", "-1%", "much", "5 percent"])
    func refusesWhatIsNoWaste(_ text: String) {
        #expect(WasteLimit(text) == nil)
        #expect(throws: ValidationError.self) { try SizeLimits(size: nil, wasted: text) }
    }

    @Test(arguments: ["", "big", "5%"])
    func refusesWhatIsNoSize(_ text: String) {
        #expect(throws: ValidationError.self) { try SizeLimits(size: text, wasted: nil) }
    }
}
