import TerminalUI
import Testing

struct InputTests {
    @Test(arguments: [
        ("0;1;1M", MouseEvent(.press, at: Point(x: 0, y: 0))),
        ("0;12;5m", MouseEvent(.release, at: Point(x: 11, y: 4))),
        ("32;300;90M", MouseEvent(.drag, at: Point(x: 299, y: 89))),
        ("64;1;2M", MouseEvent(.wheelUp, at: Point(x: 0, y: 1))),
        ("65;1;2M", MouseEvent(.wheelDown, at: Point(x: 0, y: 1))),
        ("16;2;2M", MouseEvent(.press, at: Point(x: 1, y: 1), .control)),
        ("4;2;2M", MouseEvent(.press, at: Point(x: 1, y: 1), .shift)),
        ("2;1;1M", nil), ("35;1;1M", nil), ("0;0;1M", nil), ("0;1M", nil), ("0;1;1;1M", nil), (";;M", nil), ("M", nil),
        ("", nil), ("0;1;1", nil), ("0;99999999999999999999;1M", nil), ("-1;1;1M", nil),
    ])
    func aMouseReportIsReadOrRefused(report: String, event: MouseEvent?) {
        #expect(MouseEvent(report: report) == event)
    }

    @Test(arguments: [
        ("", ""), ("a\rb", "a\nb"), ("a\r\nb\r\n", "a\nb\n"), ("a\nb", "a\nb"), ("a\r\rb", "a\n\nb"), ("\r", "\n"),
        ("e\u{301}\r", "e\u{301}\n"),
    ])
    func theEndsOfPastedLinesAreLineFeeds(pasted: String, text: String) {
        var gathered = PastedText()
        for scalar in pasted.unicodeScalars { gathered.append(scalar) }
        #expect(gathered.finish() == text)
        #expect(gathered.finish() == "")
    }

    @Test(arguments: [
        ("─", "-"), ("│", "|"), ("┼", "+"), ("é", "?"), ("e\u{301}", "e"), ("世", "? "), ("a", "a"), ("✓", "+"),
        ("“", "\""), ("⠋", "*"),
    ])
    func aSignOfASCIITakesAsManyCells(character: String, signs: String) {
        let fallback = ASCIIFallback.characters(for: Character(character))
        #expect(String(fallback) == signs)
        #expect(fallback.count == CellWidth.of(character))
    }
}
