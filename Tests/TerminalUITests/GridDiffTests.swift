import TerminalUI
import Seeds
import Testing

struct GridDiffTests {
    struct Case: Sendable {
        var old: String
        var new: String
        var runs: [String]

        init(_ old: String, _ new: String, _ runs: [String]) { (self.old, self.new, self.runs) = (old, new, runs) }
    }

    @Test(arguments: [
        Case("", "", []), Case("abc", "abc", []), Case("abc", "axc", ["1:x"]), Case("abc", "xbx", ["0:x", "2:x"]),
        Case("abc", "xyz", ["0:xyz"]), Case("a世c", "a世d", ["3:d"]), Case("a世c", "axyc", ["1:xy"]),
        Case("axyc", "a世c", ["1:世"]), Case("ax世", "a世x", ["1:世x"]), Case("abc", "ab", ["2: "]),
        Case("世世", "x世世", ["0:x世世"]),
    ])
    func onlyWhatChangedIsSent(example: Case) {
        let diff = GridDiff(from: grid(example.old), to: grid(example.new))
        #expect(diff.runs.map { "\($0.point.x):\(String($0.characters))" } == example.runs)
    }

    @Test func aRunHasOneStyle() {
        var new = grid("abcd")
        new.restyle(Rect(x: 1, y: 0, width: 2, height: 1)) { $0.attributes = .bold }
        #expect(
            GridDiff(from: grid("abcd"), to: new).runs == [
                GridDiff.Run(at: Point(x: 1, y: 0), ["b", "c"], Style(.bold))
            ])
        #expect(GridDiff(from: nil, to: new).runs.map { String($0.characters) } == ["a", "bc", "d"])
    }

    @Test func anotherSizeIsABlankScreen() {
        let new = grid("abcd")
        #expect(GridDiff(from: Grid(Size(width: 1, height: 1)), to: new) == GridDiff(from: nil, to: new))
    }

    @Test func applyingTheDiffMakesTheNewGrid() {
        let size = Size(width: 12, height: 3)
        var old = Grid(size)
        var random = SeededGenerator(PropertySeed.of(1))
        for _ in 0..<500 {
            var new = old
            for _ in 0..<4 {
                let point = Point(x: Int.random(in: -2...12, using: &random), y: Int.random(in: 0...2, using: &random))
                let style = Style(foreground: .palette(UInt8.random(in: 0...3, using: &random)))
                new.write(["ab", "世", "界x", " ", "e\u{301}"].randomElement(using: &random) ?? "", at: point, style)
            }
            var shown = old
            for run in GridDiff(from: old, to: new).runs {
                shown.write(String(run.characters), at: run.point, run.style)
            }
            #expect(shown.snapshot == new.snapshot)
            old = new
        }
    }

    private func grid(_ text: String) -> Grid {
        var grid = Grid(Size(width: 6, height: 1))
        grid.write(text, at: Point(x: 0, y: 0), .plain)
        return grid
    }
}

extension Style {
    fileprivate init(_ attributes: Attributes) { self.init(foreground: .standard, background: .standard, attributes) }
}
