import Seeds
import Testing

@testable import TextEditing

@Suite struct LineDiffTests {
    @Test(arguments: [
        ("abc", "abc", " a b c"), ("abc", "axc", " a-b+x c"), ("", "ab", "+a+b"), ("ab", "", "-a-b"),
        ("abcabba", "cbabac", "-a-b c+b a b-b a+c"), ("ab", "ba", "-a b+a"),
    ])
    func changesAreShortest(_ old: String, _ new: String, _ expected: String) {
        let drawn = Self.draw(LineDiff(Array(old), Array(new)), Array(old), Array(new))
        #expect(drawn.count == expected.count && Self.isFrom(old, to: new, drawn))
    }

    @Test(arguments: 0..<60)
    func aDiffLeadsFromOneToTheOther(_ round: Int) {
        var random = SeededGenerator(PropertySeed.of(round))
        let size = round < 50 ? 30 : 1500
        let old = (0..<size).map { _ in Int.random(in: 0..<(round % 2 == 0 ? 6 : 5000), using: &random) }
        let new = (0..<size).map { index in
            Int.random(in: 0..<3, using: &random) == 0 ? old[index] : Int.random(in: 0..<5000, using: &random)
        }
        let diff = LineDiff(old, new)
        var left: [Int] = []
        var right: [Int] = []
        for change in diff.changes {
            switch change {
            case .same(let from, let to):
                #expect(old[from] == new[to])
                left.append(from)
                right.append(to)
            case .removed(let from): left.append(from)
            case .added(let to): right.append(to)
            }
        }
        #expect(left == Array(0..<size), "seed \(round + 5)")
        #expect(right == Array(0..<size), "seed \(round + 5)")
    }

    @Test func textsDifferInEndingsToo() {
        #expect(LineDiff(TextBuffer("a\n"), TextBuffer("a\r\n")).changes == [.removed(old: 0), .added(new: 0)])
        #expect(LineDiff(TextBuffer("a\nb\n"), TextBuffer("a\nb\n")).isEmpty)
    }

    @Test func hunksKeepTheirSurroundings() {
        let old = Array(0..<20)
        var new = old
        new[3] = 100
        new[15] = 101
        let hunks = LineDiff(old, new).hunks(context: 2)
        #expect(hunks.map(\.count) == [6, 6])
    }

    private static func draw(_ diff: LineDiff, _ old: [Character], _ new: [Character]) -> String {
        diff.changes.map { change in
            switch change {
            case .same(let from, _): " \(old[from])"
            case .removed(let from): "-\(old[from])"
            case .added(let to): "+\(new[to])"
            }
        }.joined()
    }

    private static func isFrom(_ old: String, to new: String, _ drawn: String) -> Bool {
        let signs = Array(drawn)
        var left = ""
        var right = ""
        for index in stride(from: 0, to: signs.count, by: 2) {
            if signs[index] != "+" { left.append(signs[index + 1]) }
            if signs[index] != "-" { right.append(signs[index + 1]) }
        }
        return left == old && right == new
    }
}
