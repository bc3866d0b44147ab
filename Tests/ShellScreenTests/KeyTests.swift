import ShellScreen
import TerminalUI
import Testing

struct KeyTests {
    struct Case: Sendable {
        var press: KeyPress
        var bytes: String
        /// What the program wrote before.
        var mode: String

        init(_ key: Key, _ modifiers: Modifiers, _ bytes: String, mode: String = "") {
            (press, self.bytes, self.mode) = (KeyPress(key, modifiers), bytes, mode)
        }

        init(_ key: Key, _ bytes: String, mode: String = "") { self.init(key, [], bytes, mode: mode) }
    }

    @Test(arguments: [
        Case(.character("a"), "a"), Case(.character("é"), "é"), Case(.character("é"), .alt, "\u{1B}é"),
        Case(.character("👍"), "👍"), Case(.character("c"), .control, "\u{3}"), Case(.character("i"), .control, "\t"),
        Case(.character("["), .control, "\u{1B}"), Case(.character(" "), .control, "\u{0}"),
        Case(.character("/"), .control, "\u{1F}"), Case(.character("x"), [.control, .alt], "\u{1B}\u{18}"),
        Case(.enter, "\r"), Case(.enter, .alt, "\u{1B}\r"), Case(.tab, "\t"), Case(.tab, .shift, "\u{1B}[Z"),
        Case(.escape, "\u{1B}"), Case(.backspace, "\u{7F}"), Case(.backspace, .alt, "\u{1B}\u{7F}"),
        Case(.up, "\u{1B}[A"), Case(.up, "\u{1B}OA", mode: "\u{1B}[?1h"), Case(.left, .control, "\u{1B}[1;5D"),
        Case(.right, .shift, "\u{1B}[1;2C", mode: "\u{1B}[?1h"), Case(.home, "\u{1B}[H"), Case(.delete, "\u{1B}[3~"),
        Case(.pageUp, "\u{1B}[5~"), Case(.delete, .control, "\u{1B}[3;5~"), Case(.function(1), "\u{1B}OP"),
        Case(.function(5), "\u{1B}[15~"), Case(.function(12), "\u{1B}[24~"), Case(.function(99), ""),
        Case(.function(Int.max), ""),
    ])
    func aKeyIsSentAsXtermSendsIt(example: Case) {
        let terminal = ShellTerminal(Size(width: 20, height: 5))
        terminal.feed(Array(example.mode.utf8))
        terminal.send(example.press)
        #expect(String(decoding: terminal.takeReplies(), as: UTF8.self) == example.bytes)
    }

    @Test(arguments: [
        ("", "a\rb"), ("\u{1B}[?2004h", "\u{1B}[200~a\rb\u{1B}[201~"),
    ])
    func aPasteIsBracketedWhereTheProgramWantsIt(mode: String, bytes: String) {
        let terminal = ShellTerminal(Size(width: 20, height: 5))
        terminal.feed(Array(mode.utf8))
        terminal.paste("a\nb")
        #expect(String(decoding: terminal.takeReplies(), as: UTF8.self) == bytes)
    }

    @Test func aPastedTextCannotEndItsBrackets() {
        let terminal = ShellTerminal(Size(width: 20, height: 5))
        terminal.feed(Array("\u{1B}[?2004h".utf8))
        terminal.paste("a\u{1B}[201~rm")
        #expect(String(decoding: terminal.takeReplies(), as: UTF8.self) == "\u{1B}[200~a[201~rm\u{1B}[201~")
    }

    @Test(arguments: [
        ("", MouseEvent(.press, at: Point(x: 2, y: 1)), ""),
        ("", MouseEvent(.wheelUp, at: Point(x: 2, y: 1)), ""),
        ("\u{1B}[?1000h\u{1B}[?1006h", MouseEvent(.press, at: Point(x: 2, y: 1)), "\u{1B}[<0;3;2M"),
        ("\u{1B}[?1000h\u{1B}[?1006h", MouseEvent(.wheelDown, at: Point(x: 2, y: 1)), "\u{1B}[<65;3;2M"),
        ("\u{1B}[?1000h\u{1B}[?1006h", MouseEvent(.press, at: Point(x: 20, y: 1)), ""),
        ("\u{1B}[?1002h\u{1B}[?1006h", MouseEvent(.drag, at: Point(x: 2, y: 1)), "\u{1B}[<32;3;2M"),
        ("\u{1B}[?1000h\u{1B}[?1006h", MouseEvent(.drag, at: Point(x: 2, y: 1)), ""),
        ("\u{1B}[?1000h\u{1B}[?1006h", MouseEvent(.release, at: Point(x: 2, y: 1)), "\u{1B}[<0;3;2m"),
        ("\u{1B}[?1000h", MouseEvent(.press, at: Point(x: 2, y: 1)), "\u{1B}[M #\""),
        ("\u{1B}[?1000h", MouseEvent(.release, at: Point(x: 2, y: 1)), "\u{1B}[M##\""),
        ("\u{1B}[?1000h\u{1B}[?1015h", MouseEvent(.wheelUp, at: Point(x: 2, y: 1)), "\u{1B}[96;3;2M"),
        ("\u{1B}[?1000h\u{1B}[?1005h", MouseEvent(.press, at: Point(x: 2, y: 1)), "\u{1B}[M #\""),
        ("\u{1B}[?1000h\u{1B}[?1000l", MouseEvent(.press, at: Point(x: 2, y: 1)), ""),
        ("\u{1B}[?1049h", MouseEvent(.wheelUp, at: Point(x: 2, y: 1)), "\u{1B}[A\u{1B}[A\u{1B}[A"),
        ("\u{1B}[?1049h\u{1B}[?1h", MouseEvent(.wheelDown, at: Point(x: 2, y: 1)), "\u{1B}OB\u{1B}OB\u{1B}OB"),
        ("\u{1B}[?1049h", MouseEvent(.press, at: Point(x: 2, y: 1)), ""),
    ])
    func theMouseGoesToTheProgramThatAsks(mode: String, event: MouseEvent, bytes: String) {
        let terminal = ShellTerminal(Size(width: 20, height: 5))
        terminal.feed(Array(mode.utf8))
        #expect(terminal.send(event) == !bytes.isEmpty)
        #expect(String(decoding: terminal.takeReplies(), as: UTF8.self) == bytes)
    }
}
