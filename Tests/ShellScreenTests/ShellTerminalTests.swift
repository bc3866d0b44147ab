@testable import ShellScreen
import TerminalUI
import Testing

struct ShellTerminalTests {
    @Test func stylesAndTheTitleAreKept() {
        let terminal = ShellTerminal(Size(width: 12, height: 2))
        terminal.feed(
            Array("\u{1B}]0;work\u{7}\u{1B}[1;31mred\u{1B}[0m \u{1B}[4;38;5;208mo\u{1B}[0;7;48;2;1;2;3mx".utf8))
        let frame = terminal.frame()
        #expect(frame.title == "work")
        #expect(
            frame.snapshot == """
                |red ox      |
                |            |
                0,0 x3 bold red
                4,0 x1 underline 208
                5,0 x1 reverse on #010203
                caret 6,0
                """)
    }

    @Test(arguments: Stream.written + Stream.recorded)
    func whereBytesAreCutChangesNothing(stream: Stream) {
        let terminal = ShellTerminal(Stream.size)
        for byte in stream.bytes {
            terminal.feed([byte])
            _ = terminal.frame()
        }
        #expect(terminal.frame() == stream.terminal.frame())
    }

    @Test func whatScrollsAwayIsKeptUpToTheLimit() {
        let terminal = ShellTerminal(Size(width: 20, height: 3), historyLimit: 300)
        for line in 1...1000 { terminal.feed(Array("line \(line)\r\n".utf8)) }
        let frame = terminal.frame()
        #expect(frame.history.count == 300)
        #expect(frame[0].text == "line 699" && frame[299].text == "line 998" && frame[300].text == "line 999")
        #expect(frame[-1].text == "" && frame[303].text == "" && frame.rowCount == 303)
    }

    @Test func scrollingBackDrawsTheHistory() {
        let terminal = ShellTerminal(Size(width: 6, height: 2))
        terminal.feed(Array("a\r\nb\r\nc\r\nd".utf8))
        var grid = Grid(Size(width: 8, height: 4))
        terminal.frame().draw(into: &grid, in: Rect(x: 1, y: 1, width: 6, height: 2), scrolledBack: 1)
        #expect(grid.snapshot == "|        |\n| b      |\n| c      |\n|        |")
        terminal.frame().draw(into: &grid, in: Rect(x: 1, y: 1, width: 6, height: 2))
        #expect(grid.snapshot == "|        |\n| c      |\n| d      |\n|        |\ncaret 2,2")
    }

    @Test func aHigherScreenTakesRowsBack() {
        let terminal = ShellTerminal(Size(width: 10, height: 2))
        terminal.feed(Array("\u{1B}[32mone 世\u{1B}[0m\r\ntwo\r\nthree".utf8))
        #expect(terminal.frame().history.count == 1)
        terminal.resize(Size(width: 10, height: 3))
        let frame = terminal.frame()
        #expect(frame.history.count == 0)
        #expect(frame.snapshot == "|one 世    |\n|two       |\n|three     |\n0,0 x6 green\ncaret 5,2")
    }

    @Test func aCopiedTextEndsLinesWhereTheyEnded() {
        let terminal = ShellTerminal(Size(width: 5, height: 3))
        terminal.feed(Array("abcdefg\r\n世x\r\nlast".utf8))
        let frame = terminal.frame()
        let end = ShellFrame.Place(row: 99, column: 99)
        #expect(frame.text(from: ShellFrame.Place(row: 0, column: 0), to: end) == "abcdefg\n世x\nlast")
        #expect(
            frame.text(from: ShellFrame.Place(row: 2, column: 1), to: ShellFrame.Place(row: 0, column: 3)) == "defg\n世")
    }

    @Test func aTextIsFoundInHistoryAndScreen() {
        let terminal = ShellTerminal(Size(width: 20, height: 2))
        terminal.feed(Array("Error 1\r\nfine\r\n世 error\r\nend".utf8))
        let frame = terminal.frame()
        let places = [ShellFrame.Place(row: 0, column: 0), ShellFrame.Place(row: 2, column: 3)]
        #expect(frame.places(of: "error") == places)
        #expect(frame.places(of: "Error") == [places[0]])
        #expect(frame.places(of: "") == [] && frame.places(of: "none") == [])
    }

    @Test func marksAndLineDrawingAreDrawn() {
        #expect(Stream.peculiar[1].terminal.frame().rows[0].text == "e\u{301}a\u{308}\u{323} n\u{303}|")
        #expect(Stream.peculiar[2].terminal.frame().rows[0].text == "┌──┐ plain └──┘")
    }

    /// A shell's prompt below a vim that was open while the window became smaller.
    @Test func aSavedCaretStaysOnASmallerScreen() {
        let terminal = ShellTerminal(Size(width: 40, height: 12))
        terminal.feed(Array("\u{1B}[12;38Hx\u{1B}[?1049hvim".utf8))
        terminal.resize(Size(width: 10, height: 4))
        terminal.feed(Array("\u{1B}[?1049l\u{1B}[K$ ".utf8))
        let frame = terminal.frame()
        #expect(frame.caret == Point(x: 2, y: 3))
        #expect(frame.rows[3].text.hasPrefix("$"))
    }

    /// libvterm alone writes outside of its memory here.
    @Test(
        arguments: ["\u{1B}8", "\u{1B}[?1049l", "\u{1B}[?1048l"],
        ["\u{1B}[1K", "\u{1B}[J", "x", "\u{1B}[2X", "\u{1B}[K"])
    func aPlaceSavedOnALargerScreenIsRestoredInside(restore: String, next: String) {
        let terminal = ShellTerminal(Size(width: 60, height: 20))
        terminal.feed(Array("\u{1B}[?1049h\u{1B}[20;60H\u{1B}7".utf8))
        terminal.resize(Size(width: 10, height: 4))
        terminal.feed(Array((restore + next).utf8))
        let caret = terminal.frame().caret
        #expect(caret.map { $0.x < 10 && $0.y < 4 } == true)
    }

    /// Whatever comes, at whatever size: no trap, and as many rows as the screen is high.
    @Test(.timeLimit(.minutes(5))) func noiseIsSurvived() {
        let seed = UInt64.random(in: 0...(.max))
        print("noise with the seed \(seed)")
        var chance = Chance(state: seed)
        let parts = (Stream.written + Stream.peculiar).map(\.bytes)
        for _ in 0..<25 {
            let terminal = ShellTerminal(size(&chance), historyLimit: 50)
            for _ in 0..<40 {
                switch Int.random(in: 0..<4, using: &chance) {
                case 0: terminal.resize(size(&chance))
                case 1: terminal.feed((0..<300).map { _ in UInt8.random(in: 0...255, using: &chance) })
                case 2:
                    terminal.feed(
                        Array(
                            "\u{1B}[\(Int.random(in: 0...Int(Int32.max), using: &chance));\(Int.random(in: 0...99, using: &chance))"
                                .utf8) + [
                                UInt8.random(in: 0x40...0x7E, using: &chance)
                            ])
                default: terminal.feed(parts.randomElement(using: &chance)?.shuffled(using: &chance).prefix(200) ?? [])
                }
                let frame = terminal.frame()
                #expect(frame.rows.count == frame.size.height && frame.history.count <= 50)
                #expect(frame.rows.allSatisfy { CellWidth.of($0.text) <= frame.size.width })
            }
            _ = terminal.takeReplies()
        }
    }

    private func size(_ chance: inout Chance) -> Size {
        Size(width: Int.random(in: -1...70, using: &chance), height: Int.random(in: -1...20, using: &chance))
    }

    /// libvterm alone goes on without end here.
    @Test(.timeLimit(.minutes(1)), arguments: ["", "\u{E9}", "a\u{301}", "\u{1B}]0;a", "\u{1B}]0;a\u{7}", "\u{1B}c"])
    func aRepeatedNothingIsNothing(before: String) {
        let terminal = ShellTerminal(Size(width: 5, height: 2))
        terminal.feed(Array((before + "\u{1B}[3b\u{1B}[b").utf8))
        terminal.feed(Array("\u{1B}[2;1Hend".utf8))
        #expect(terminal.frame().rows[1].text == "end")
    }

    @Test func aCharacterIsRepeatedAsFarAsTheRowGoes() {
        let terminal = ShellTerminal(Size(width: 5, height: 2))
        for byte in Array("x\u{1B}[2147483647b\r\nend".utf8) { terminal.feed([byte]) }
        #expect(terminal.frame().rows.map(\.text) == ["xxxxx", "end"])
    }

    @Test(arguments: [
        ("plain 123456", "plain 123456"), ("\u{1B}[12345;123456m", "\u{1B}[1234;1234m"),
        ("\u{1B}[000000012m", "\u{1B}[000000012m"), ("\u{1B}[?99999h99999", "\u{1B}[?9999h99999"),
        ("\u{1B}]0;99999\u{7}", "\u{1B}]0;99999\u{7}"), ("a\u{1B}[1\n23456b", "a\u{1B}[1\n234b"),
        ("\u{1B}[12\u{18}34567", "\u{1B}[12\u{18}34567"), ("\u{1B}[12\u{1B}[34567m", "\u{1B}[12\u{1B}[3456m"),
        ("\u{1B}\u{1B}[34567m", "\u{1B}\u{1B}[3456m"), ("", ""), ("\u{1B}[3b", "\u{1B}[3\u{18}"),
        ("a\u{1B}[3b\u{1B}[b", "a\u{1B}[3b\u{1B}[b"), ("\u{1B}]0;a\u{7}\u{1B}[3b", "\u{1B}]0;a\u{7}\u{1B}[3\u{18}"),
        ("\u{1B}[\u{E9}1", "\u{1B}[\u{18}\u{FFFD}1"), ("é漢🐳", "é漢🐳"),
    ])
    func whatIsDangerousIsTakenOutWhereverItIsCut(text: String, left: String) {
        expectGuarded(Array(text.utf8), left)
    }

    @Test(
        arguments: [
            ([0xE3, 0x41], "\u{FFFD}A"), ([0xE3, 0x81, 0x0A], "\u{FFFD}\u{FFFD}\n"), ([0x80], "\u{FFFD}"),
            ([0xC0, 0x80], "\u{FFFD}\u{FFFD}"), ([0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}"), ([0xFF], "\u{FFFD}"),
            ([0xF4, 0x90, 0x80, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"), ([0xF0, 0x9F, 0x90, 0xB3], "🐳"),
        ] as [([UInt8], String)])
    func whatIsNoCharacterIsReplaced(bytes: [UInt8], left: String) { expectGuarded(bytes, left) }

    private func expectGuarded(_ bytes: [UInt8], _ left: String) {
        for cut in 0...bytes.count {
            var input = InputGuard()
            var found: [UInt8] = []
            for part in [bytes[..<cut], bytes[cut...]] {
                Array(part).withUnsafeBytes { part in input.pass(part) { found += $0 } }
            }
            #expect(String(decoding: found, as: UTF8.self) == left, "cut at \(cut)")
        }
    }

    /// A program that asks without end and never reads.
    @Test func answersAreBounded() {
        let terminal = ShellTerminal(Size(width: 10, height: 2))
        for _ in 0..<50_000 { terminal.feed(Array("\u{1B}[6n".utf8)) }
        #expect((1...65_536).contains(terminal.takeReplies().count))
        #expect(terminal.takeReplies() == [])
    }
}

/// Repeats by its seed.
private struct Chance: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (state ^ (state >> 29)) &* 0x9E37_79B9_7F4A_7C15
    }
}
