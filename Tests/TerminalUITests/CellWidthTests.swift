import Glibc
import Testing

@testable import TerminalUI

struct CellWidthTests {
    /// The C library's own table is what tmux, bash and ncurses go by.
    @Test func everyScalarIsAsWideAsTheCLibrarySays() throws {
        // Swift's module of the C library leaves wcwidth out.
        typealias Function = @convention(c) (wchar_t) -> Int32
        let wcwidth = unsafeBitCast(try #require(dlsym(nil, "wcwidth")), to: Function.self)
        let locale = try #require(newlocale(1 << LC_CTYPE, "C.UTF-8", nil) as locale_t?)
        let before = uselocale(locale)
        defer {
            uselocale(before)
            freelocale(locale)
        }
        var wrong: [String] = []
        for value in UInt32(0x20)...0x3FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let expected = wcwidth(wchar_t(value))
            // -1 is a control character or one that the C library's Unicode does not have yet.
            // U+1171E was a mark without a width until Unicode 16.
            guard expected >= 0, value != 0x1171E, CellWidth.of(scalar) != Int(expected) else { continue }
            wrong.append("U+\(String(value, radix: 16)): \(CellWidth.of(scalar)), not \(expected)")
        }
        #expect(wrong.prefix(20) == [])
    }

    @Test(arguments: [
        ("", 0), ("docker", 6), ("世界", 4), ("é", 1), ("e\u{301}", 1), ("👍", 2), ("👍🏽", 2), ("👩‍👩‍👧", 2), ("🇬🇧", 2),
        ("❤\u{FE0F}", 1), ("한", 2), ("\u{1112}\u{1161}\u{11AB}", 2), ("क्ष", 2), ("कि", 2), ("\u{7}", 1), ("\r\n", 1),
        ("\u{202E}", 1), ("\u{301}", 1), ("a\u{200D}b", 2), ("ﾊﾟ", 2), ("カ\u{3099}", 2),
    ])
    func aTextIsAsWideAsWhatIsDrawn(text: String, width: Int) {
        #expect(CellWidth.of(text) == width)
        var grid = Grid(Size(width: 10, height: 1))
        #expect(grid.write(text, at: Point(x: 0, y: 0), .plain) == width)
    }

    /// What is left of joined pictures is what every terminal draws alike.
    @Test(arguments: [
        ("👩‍👩‍👧", ["👩"]), ("👍🏽", ["👍"]), ("🇬🇧", ["🇬", "🇧"]), ("❤\u{FE0F}", ["❤"]), ("\u{1B}", ["·"]), ("\u{202E}", ["·"]),
        ("e\u{301}", ["e\u{301}"]), ("कि", ["क", "\u{93F}"]),
    ])
    func aGlyphIsOneThatAllTerminalsDraw(character: String, expected: [String]) {
        #expect(TerminalGlyph.glyphs(of: Character(character)).map { String($0.text) } == expected)
    }

    @Test func marksPastWhatACellHoldsAreLeftOut() {
        let stacked = Character("a" + String(repeating: "\u{301}", count: 1000))
        #expect(TerminalGlyph.glyphs(of: stacked)[0].text.unicodeScalars.count == 5)
        #expect(CellWidth.of(stacked) == 1)
    }
}
