import TerminalUI
import Seeds
import Testing

struct GridTests {
    struct Case: Sendable {
        var text: String
        var x: Int
        var shown: String

        init(_ text: String, at x: Int, _ shown: String) { (self.text, self.x, self.shown) = (text, x, shown) }
    }

    /// Written over `....世....` in ten cells.
    @Test(arguments: [
        Case("ab", at: 0, "ab..世...."), Case("ab", at: 9, "....世...a"), Case("ab", at: -1, "b...世...."),
        Case("x", at: 4, "....x ...."), Case("x", at: 5, ".... x...."), Case("界", at: 3, "...界 ...."),
        Case("界", at: 5, ".... 界..."), Case("界", at: 9, "....世...."), Case("界", at: -1, "....世...."),
        Case("界", at: 4, "....界...."), Case("e\u{301}", at: 0, "e\u{301}...世...."),
        Case("a\u{1B}[2J", at: 0, "a·[2J ...."),
        Case("a\tb", at: 0, "a·b.世...."), Case("zzzzzzzzzzzzzz", at: 0, "zzzzzzzzzz"),
        Case("x", at: Int.max - 20, "....世...."),
        Case("x", at: Int.min + 20, "....世...."),
    ])
    func aTextReplacesWhatItCovers(example: Case) {
        var grid = Grid(Size(width: 10, height: 1))
        grid.write("....世....", at: Point(x: 0, y: 0), .plain)
        grid.write(example.text, at: Point(x: example.x, y: 0), .plain)
        #expect(grid.snapshot == "|\(example.shown)|")
    }

    @Test func aClipCutsOnAllSides() {
        var grid = Grid(Size(width: 6, height: 2))
        let clip = Rect(x: 1, y: 0, width: 3, height: 1)
        #expect(grid.write("abcdef", at: Point(x: 0, y: 0), .plain, clip: clip) == 4)
        grid.write("abcdef", at: Point(x: 0, y: 1), .plain, clip: clip)
        #expect(grid.snapshot == "| bcd  |\n|      |")
    }

    @Test func aSnapshotShowsRowsThenStylesThenTheCaret() {
        var grid = Grid(Size(width: 8, height: 2))
        grid.write("ok 世", at: Point(x: 0, y: 0), Style(foreground: .palette(1), background: .palette(236), .bold))
        grid.restyle(Rect(x: 6, y: 1, width: 9, height: 9)) { $0.attributes = [.underline, .reverse] }
        grid.caret = Point(x: 3, y: 1)
        #expect(
            grid.snapshot == """
                |ok 世   |
                |        |
                0,0 x5 bold red on 236
                6,1 x2 underline reverse
                caret 3,1
                """)
    }

    @Test(arguments: [
        Size(width: 0, height: 0), Size(width: -3, height: 7), Size(width: 1, height: 1), Size(width: 20, height: 5),
    ])
    func nothingTrapsAtAnySize(size: Size) {
        var random = SeededGenerator(PropertySeed.of(1))
        var grid = Grid(size)
        let texts = ["plain", "世界世界", "👩‍👩‍👧🇬🇧", "e\u{301}\u{301}", "\u{0}\u{1B}\r\n", "कि", ""]
        for _ in 0..<2000 {
            let point = Point(x: Int.random(in: -9...29, using: &random), y: Int.random(in: -3...9, using: &random))
            let area = Rect(x: point.x, y: point.y, width: Int.random(in: -2...30, using: &random), height: 3)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: grid.fill(area, .plain, with: "世")
            case 1: grid.fill(area, .plain, with: ".")
            case 2: grid.write(texts.randomElement(using: &random) ?? "", at: point, .plain, clip: area)
            default: grid.write(texts.randomElement(using: &random) ?? "", at: point, .plain)
            }
        }
        #expect(halves(grid) == [])
    }

    /// Places where a wide character has no right half, or a right half no character.
    private func halves(_ grid: Grid) -> [Point] {
        var wrong: [Point] = []
        for y in 0..<grid.size.height {
            for x in 0..<grid.size.width {
                let isCovered = x > 0 && grid[Point(x: x - 1, y: y)].character.map { CellWidth.of($0) == 2 } == true
                if isCovered != (grid[Point(x: x, y: y)].character == nil) { wrong.append(Point(x: x, y: y)) }
            }
        }
        return wrong
    }
}
