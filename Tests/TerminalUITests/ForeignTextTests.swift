import TerminalUI
import Testing

/// Names, labels and logs go into the cells of a grid: nothing that a terminal obeys may come through them.
@Suite struct ForeignTextTests {
    private static let obeyed: [Unicode.Scalar] = (0...0x10FFFF).compactMap { Unicode.Scalar($0) }.filter { scalar in
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        // A soft hyphen is drawn as a hyphen.
        case .format: scalar.properties.isDefaultIgnorableCodePoint && scalar != "\u{AD}"
        default: false
        }
    }

    private func scalars(of grid: Grid) -> [Unicode.Scalar] {
        (0..<grid.size.width).flatMap { grid[Point(x: $0, y: 0)].character.map { Array($0.unicodeScalars) } ?? [] }
    }

    @Test func noControlCharacterReachesACell() {
        for scalar in Self.obeyed {
            let character = Character(scalar)
            for text in [
                "\(character)", "a\(character)b", "日\(character)\u{301}", "👩\(character)👩", "\(character)\u{301}",
            ] {
                var grid = Grid(Size(width: 12, height: 1))
                grid.write(text, at: Point(x: 0, y: 0), .plain)
                grid.fill(Rect(x: 11, y: 0, width: 1, height: 1), .plain, with: character)
                #expect(!scalars(of: grid).contains(scalar), "U+\(String(scalar.value, radix: 16)) in \(text)")
            }
        }
    }

    @Test(.timeLimit(.minutes(20))) func millionsOfMarksTakeLinearTimeAndACell() {
        var grid = Grid(Size(width: 12, height: 1))
        grid.write("e" + String(repeating: "\u{301}", count: 4_000_000) + "x", at: Point(x: 0, y: 0), .plain)
        #expect(grid[Point(x: 1, y: 0)].character == "x")
        #expect(grid[Point(x: 0, y: 0)].character.map { $0.unicodeScalars.count < 6 } == true)
    }
}
