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

    /// xterm, tmux, the Linux console and rxvt.
    private static let keys: [(String, Key, Modifiers)] = [
        ("[H", .home, []), ("[F", .end, []), ("OH", .home, []), ("OF", .end, []), ("[1~", .home, []),
        ("[4~", .end, []), ("[7~", .home, []), ("[8~", .end, []), ("[1;5H", .home, .control),
        ("[1;5F", .end, .control), ("[1;2H", .home, .shift), ("[1;2F", .end, .shift),
        ("[1;6H", .home, [.shift, .control]),
        ("[1;6F", .end, [.shift, .control]), ("[7$", .home, .shift), ("[8$", .end, .shift), ("[7^", .home, .control),
        ("[8^", .end, .control), ("[7@", .home, [.shift, .control]), ("[1;5~", .home, .control),
        ("[A", .up, []), ("OA", .up, []), ("[1;2A", .up, .shift), ("[a", .up, .shift), ("Oa", .up, .control),
        ("[1;5C", .right, .control), ("Oc", .right, .control), ("[c", .right, .shift), ("[1;5D", .left, .control),
        ("Od", .left, .control), ("[d", .left, .shift), ("[1;3D", .left, .alt), ("[B", .down, []),
        ("[b", .down, .shift),
        ("[5~", .pageUp, []), ("[6~", .pageDown, []), ("[5;5~", .pageUp, .control), ("[5^", .pageUp, .control),
        ("[6;2~", .pageDown, .shift), ("[6$", .pageDown, .shift), ("[3~", .delete, []), ("[3;5~", .delete, .control),
        ("[3^", .delete, .control), ("[2~", .insert, []), ("[Z", .tab, .shift), ("OP", .function(1), []),
        ("[11~", .function(1), []), ("[[A", .function(1), []), ("[[E", .function(5), []), ("[15~", .function(5), []),
        ("[1;2P", .function(1), .shift), ("[24~", .function(12), []), ("[19;5~", .function(8), .control),
    ]

    @Test(arguments: keys)
    func aKeyIsWhatItsBytesAreInAnyTerminal(tail: String, key: Key, modifiers: Modifiers) {
        #expect(KeySequence.all.filter { $0.tail == tail }.map(\.press) == [KeyPress(key, modifiers)])
    }

    @Test func noSequenceMeansTwoKeys() {
        #expect(Set(KeySequence.all.map(\.bytes)).count == KeySequence.all.count)
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
