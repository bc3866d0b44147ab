import Testing

@testable import TextEditing

@Suite struct LineLayoutTests {
    @Test(arguments: ["", "plain text", "\ta\tb", "日本語 a", "a\u{1}b\u{7F}", "e\u{301}👩‍👧x\t日"])
    func aPartIsLaidOutLikeTheWhole(_ text: String) {
        let metrics = CellMetrics { ($0.unicodeScalars.first?.value ?? 0) >= 0x1100 ? 2 : 1 }
        let line = LineText(Array(text.utf8)[...])
        let whole = LineLayout(line, metrics)
        #expect(metrics.width(of: line) == whole.width)
        for first in 0...(whole.width.value + 3) {
            let part = LineLayout(line, metrics, from: CellColumn(first), upTo: CellColumn(first + 4))
            let column = CellColumn(first)
            #expect(part.byte(at: column) == whole.byte(at: column), "column \(first)")
            let shown = part.pieces.filter { $0.column >= column }.map(\.bytes)
            #expect(shown == whole.pieces.filter { $0.column >= column && $0.column < column + 4 }.map(\.bytes))
        }
    }

    @Test func whatCannotBeSeenIsShownAsAPicture() {
        let layout = LineLayout(LineText(Array("\r\u{1B}\u{202E}a".utf8)[...]), .plain)
        #expect(layout.pieces.map(\.character) == ["␍", "␛", "\u{FFFD}", "a"])
    }
}
