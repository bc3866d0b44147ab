import Seeds
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
    @Test(.timeLimit(.minutes(20))) func noiseIsSurvived() {
        let seed = PropertySeed.of(1)
        var chance = SeededGenerator(seed)
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

    private func size(_ chance: inout SeededGenerator) -> Size {
        Size(width: Int.random(in: -1...70, using: &chance), height: Int.random(in: -1...20, using: &chance))
    }

    @Test(.timeLimit(.minutes(20)), arguments: ["", "\u{E9}", "a\u{301}", "\u{1B}]0;a", "\u{1B}]0;a\u{7}", "\u{1B}c"])
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

    /// Numbers that fit nowhere, sequences that end in the middle, characters among them.
    @Test(arguments: [
        ("plain 123456", "plain 123456"), ("\u{1B}[12345;123456mx", "x"), ("\u{1B}[000000012mx", "x"),
        ("\u{1B}[?99999h99999", "99999"), ("\u{1B}]0;99999\u{7}x", "x"), ("\u{1B}[12\u{18}34567", "34567"),
        ("\u{1B}\u{1B}[34567mx", "x"), ("\u{1B}[3bx", "x"), ("a\u{1B}[3b\u{1B}[b", "aaaaa"), ("\u{1B}[\u{E9}1", "é1"),
        ("é漢🐳", "é漢🐳"), ("a\u{85}\u{9B}31mb", "a31mb"), ("\u{1B}[4hab\u{84}c", "abc"),
        ("\u{1B}[1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1mx", "x"),
    ])
    func whatIsBrokenShowsWhatIsLeft(text: String, left: String) {
        #expect(row(of: Array(text.utf8)) == left)
    }

    @Test(
        arguments: [
            ([0xE3, 0x41], "\u{FFFD}A"), ([0xE3, 0x81, 0x20, 0x41], "\u{FFFD} A"), ([0x80], "\u{FFFD}"),
            ([0xC0, 0x80], "\u{FFFD}\u{FFFD}"), ([0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}"), ([0xFF], "\u{FFFD}"),
            ([0xF4, 0x90, 0x80, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"), ([0xF0, 0x9F, 0x90, 0xB3], "🐳"),
            ([0xE3, 0x81, 0x1B, 0x5B, 0x6D, 0x41], "\u{FFFD}A"),
        ] as [([UInt8], String)])
    func whatIsNotACharacterIsReplaced(bytes: [UInt8], left: String) { #expect(row(of: bytes) == left) }

    /// The standard library reads UTF-8 by the same rules.
    @Test func brokenCharactersAreReadAsTheLibraryReadsThem() {
        let seed = PropertySeed.of(2)
        var chance = SeededGenerator(seed)
        let alphabet: [UInt8] = [0x41, 0xC3, 0xA9, 0xE3, 0x81, 0x82, 0xF0, 0x9F, 0x90, 0xB3, 0xF4, 0xFF, 0xC0]
        for _ in 0..<500 {
            let bytes = (0..<60).map { _ in alphabet.randomElement(using: &chance) ?? 0x41 } + [0x41]
            let expected = String(decoding: bytes, as: UTF8.self).unicodeScalars.filter { CellWidth.of($0) > 0 }
            #expect(row(of: bytes, width: 200) == String(String.UnicodeScalarView(expected)), "seed \(seed)")
        }
    }

    private func row(of bytes: [UInt8], width: Int = 40) -> String {
        let terminal = ShellTerminal(Size(width: width, height: 2))
        terminal.feed(bytes)
        return terminal.frame().rows[0].text
    }

    /// What ended the lab with the library that was here before.
    @Test(arguments: [Size(width: 1, height: 1), Size(width: 2, height: 2), Size(width: 80, height: 24)])
    func insertingSurvivesEverything(size: Size) {
        let terminal = ShellTerminal(size)
        terminal.feed(Array("\u{1B}[4h\u{84}\u{9B}".utf8))
        terminal.feed(Array("a世\u{301}👍🏽\u{85}b\u{1B}[99@\u{1B}[99P".utf8))
        #expect(terminal.frame().rows.allSatisfy { CellWidth.of($0.text) <= size.width })
    }

    @Test(.timeLimit(.minutes(20))) func oneLargeWriteIsAsManySmallOnes() {
        let text = String(repeating: "a flood ", count: 64)
        let line = Array("\u{1B}[32m\(text)\u{1B}[m世 e\u{301}\r\n".utf8)
        let whole = [UInt8]((0..<(5 << 20) / line.count).map { _ in line }.joined())
        let terminal = ShellTerminal(Size(width: 80, height: 24), historyLimit: 100)
        terminal.feed(whole)
        let frame = terminal.frame()
        #expect(frame.history.count == 100 && frame.rows[22].text.hasSuffix("flood 世 e\u{301}"))
    }

    /// A row keeps what a terminal can show of a million marks.
    @Test(.timeLimit(.minutes(20))) func marksWithoutEndCostNothing() {
        let terminal = ShellTerminal(Size(width: 20, height: 2))
        terminal.feed(Array(("e" + String(repeating: "\u{301}", count: 1_000_000)).utf8))
        #expect(terminal.frame().rows[0].text.unicodeScalars.count == 5)
        for _ in 0..<10_000 { terminal.feed(Array("\re\u{301}".utf8)) }
        #expect(terminal.frame().rows[0].text == "e\u{301}")
    }

    @Test func aTitleIsPlainTextAndShort() {
        let terminal = ShellTerminal(Size(width: 20, height: 2))
        terminal.feed(Array("\u{1B}]2;a\u{9}b\u{85}c\u{1B}\\".utf8))
        #expect(terminal.frame().title == "abc")
        terminal.feed(Array("\u{1B}]2;\(String(repeating: "x", count: 100_000))\u{7}".utf8))
        #expect(terminal.frame().title.utf8.count <= 1024)
    }

    @Test(arguments: [
        ("\u{1B}[c", "\u{1B}[?1;2c"), ("\u{1B}[>c", "\u{1B}[>0;100;0c"), ("\u{1B}[5n", "\u{1B}[0n"),
        ("\u{1B}[2;3H\u{1B}[6n", "\u{1B}[2;3R"), ("\u{1B}[2;4r\u{1B}[?6h\u{1B}[2;3H\u{1B}[6n", "\u{1B}[2;3R"),
        ("\u{1B}[?6n", "\u{1B}[?1;1R"), ("\u{1B}[?7$p", "\u{1B}[?7;1$y"), ("\u{1B}[?2004$p", "\u{1B}[?2004;2$y"),
        ("\u{1B}[4$p", "\u{1B}[4;2$y"), ("\u{1B}[?12345$p", "\u{1B}[?12345;0$y"),
        ("\u{1B}P$qm\u{1B}\\", "\u{1B}P0$r\u{1B}\\"), ("\u{1B}P+q544e\u{1B}\\", "\u{1B}P0+r\u{1B}\\"),
        ("\u{1B}[1c", ""),
    ])
    func aQuestionIsAnswered(question: String, answer: String) {
        let terminal = ShellTerminal(Size(width: 20, height: 5))
        terminal.feed(Array(question.utf8))
        #expect(String(decoding: terminal.takeReplies(), as: UTF8.self) == answer)
    }

    @Test(arguments: [
        ("38;2;1;2;3", "#010203"), ("38:2:1:2:3", "#010203"), ("38:2::1:2:3", "#010203"), ("38;5;9", "9"),
        ("38:5:9", "9"), ("91", "9"), ("38;2;1;2;999", "#0102ff"), ("38;5", ""), ("38", ""), ("38;2;1", ""),
        ("4:0", ""),
        ("2;22", ""), ("58;2;1;2;3", ""), ("38:2:1", ""), ("1;38;5;9;4", "bold underline 9"), ("38;5;300", ""),
    ])
    func aColourIsReadHoweverItIsWritten(numbers: String, style: String) {
        let terminal = ShellTerminal(Size(width: 4, height: 1))
        terminal.feed(Array("\u{1B}[\(numbers)mx".utf8))
        let runs = terminal.frame().snapshot.split(separator: "\n").filter { $0.hasPrefix("0,0") }
        let shown = runs.first.map { String($0.dropFirst("0,0 x1 ".count)) } ?? ""
        #expect(shown == style || shown == Self.named[style])
    }

    /// As snapshots name it.
    private static let named = ["9": "bright red", "bold underline 9": "bold underline bright red"]

    /// As xterm does it; tmux does not know these.
    @Test(arguments: [
        ("\u{1B}[3;6r\u{1B}[4h\u{1B}[?6h\u{1B}[!p\u{1B}[1;1Habc\u{1B}[1;1HX", ["Xbc", "", ""]),
        ("a\u{1B}[2ab\u{1B}[ec", ["a  b", "    c", ""]), ("abcdef\u{1B}[1;3H\u{1B}[999@x", ["abx", "", ""]),
        ("世\u{1B}[2b", ["世世世", "", ""]), ("a\u{1B}[2Ib", ["a               b", "", ""]),
        ("a\r\nb\r\nc\u{1B}[1;2r\u{1B}[3;1H\u{1B}[L", ["a", "b", "c"]),
        ("\u{1B}[2;3r\u{1B}[?6h\u{1B}[1;1Ha\u{1B}[2;3rb", ["", "b", ""]), ("a\u{1B})0\u{E}q\u{F}q", ["a─q", "", ""]),
        ("\u{1B}(A#\u{1B}(B#", ["£#", "", ""]), ("\u{1B}*0\u{1B}Nqq", ["─q", "", ""]),
        ("\u{1B}[20ha\nb", ["a", "b", ""]), ("a\u{1B}7\u{1B}[31mb\u{1B}cx", ["x", "", ""]),
        ("abc\u{1B}[?3hd", ["abcd", "", ""]), ("abc\u{1B}[?40h\u{1B}[?3hd", ["d", "", ""]),
        ("x\u{1B}[?47hy\u{1B}[?47lz", ["x z", "", ""]), ("x\u{1B}[?47hy\u{1B}[?47l\u{1B}[?47h", [" y", "", ""]),
        ("x\u{1B}[?1047hy\u{1B}[?1047l\u{1B}[?47h", ["", "", ""]),
    ])
    func sequencesDoWhatXtermDoes(text: String, rows: [String]) {
        let terminal = ShellTerminal(Size(width: 40, height: 3))
        terminal.feed(Array(text.utf8))
        #expect(terminal.frame().rows.map(\.text) == rows)
    }

    @Test func theHistoryIsClearedOnRequest() {
        let terminal = ShellTerminal(Size(width: 10, height: 2))
        terminal.feed(Array("a\r\nb\r\nc\r\nd\u{1B}[3J".utf8))
        #expect(terminal.frame().history.count == 0 && terminal.frame().rows[1].text == "d")
    }

    /// A program that asks without end and never reads.
    @Test func answersAreBounded() {
        let terminal = ShellTerminal(Size(width: 10, height: 2))
        for _ in 0..<50_000 { terminal.feed(Array("\u{1B}[6n".utf8)) }
        #expect((1...65_536).contains(terminal.takeReplies().count))
        #expect(terminal.takeReplies() == [])
    }
}
