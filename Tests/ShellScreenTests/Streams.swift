import Glibc
import ShellScreen
import TerminalUI

/// Bytes that a terminal gets, and what they make of ours.
struct Stream: Sendable, CustomStringConvertible {
    var description: String
    var bytes: [UInt8]

    static let size = Size(width: 60, height: 10)

    init(_ description: String, _ text: String) {
        self.description = description
        bytes = Array(text.utf8)
    }

    init(recording name: String) {
        description = name
        bytes = Self.contents(
            of: "\(#filePath)".replacing("ShellScreenTests/Streams.swift", with: "ShellStreams/\(name).bytes"))
    }

    /// In the order of what they try.
    static let written: [Stream] = [
        Stream("plain lines", "one\r\ntwo\r\nthree"),
        Stream("a line that wraps", String(repeating: "0123456789", count: 13) + "\r\nend"),
        Stream("the last column waits", String(repeating: "x", count: 60) + "\rY"),
        Stream("scrolling", (1...30).map { "line \($0)\r\n" }.joined()),
        Stream("colours", "\u{1B}[31mred\u{1B}[1mbold\u{1B}[0m \u{1B}[38;5;208mx\u{1B}[48;2;1;2;3my\u{1B}[m z"),
        Stream("moving", "\u{1B}[5;10Hhere\u{1B}[2Aup\u{1B}[3Ddown\u{1B}[1;1Htop\u{1B}[10;60H#"),
        Stream(
            "erasing",
            "aaaaaaaaaa\r\nbbbbbbbbbb\r\ncccccccccc\u{1B}[2;4H\u{1B}[K\u{1B}[3;4H\u{1B}[1K\u{1B}[1;3H\u{1B}[2X"),
        Stream("erasing below", (1...9).map { "row \($0)\r\n" }.joined() + "\u{1B}[4;3H\u{1B}[J"),
        Stream(
            "inserting and deleting",
            "abcdefgh\u{1B}[1;3H\u{1B}[2@XY\u{1B}[1;7H\u{1B}[2P\r\nx\r\ny\u{1B}[2;1H\u{1B}[L\u{1B}[3;1H\u{1B}[M"),
        Stream(
            "a region that scrolls",
            "\u{1B}[3;6r\u{1B}[3;1H" + (1...9).map { "r\($0)\r\n" }.joined() + "\u{1B}[r\u{1B}[1;1Htop"),
        Stream("scrolling backwards", "a\r\nb\u{1B}[1;1H\u{1B}M\u{1B}Mnew"),
        Stream("wide characters", "世界 한글 👍 ﾊﾟ x\r\n" + String(repeating: "世", count: 31)),
        Stream("tabs", "a\tb\tc\r\n\u{1B}[3g\u{1B}[1;5H\u{1B}H\r\n\tx"),
        Stream("saving the place", "\u{1B}[4;4H\u{1B}7\u{1B}[1;1Ha\u{1B}8b\u{1B}7\u{1B}[9;9Hc\u{1B}8d"),
        Stream("the other screen and back", "before\u{1B}[?1049hinside\u{1B}[2;2Hmore\u{1B}[?1049lafter"),
        Stream("the other screen", "before\u{1B}[?1049h\u{1B}[H\u{1B}[2Jinside"),
        Stream("backspace and return", "abc\u{8}\u{8}X\r\u{1B}[CY"),
        Stream("inserting as it is typed", "abc\r\u{1B}[4hXY\u{1B}[4l"),
        Stream("no wrapping", "\u{1B}[?7l" + String(repeating: "0123456789", count: 7)),
        Stream("a progress line", (0...100).map { "\r\u{1B}[K\($0)% done" }.joined()),
        Stream(
            "the region's own places",
            "\u{1B}[3;7r\u{1B}[?6h\u{1B}[1;1Ha\u{1B}[99;5Hb\u{1B}[2;3Hc\u{1B}[?6l\u{1B}[1;1Hd\u{1B}[r"),
        Stream(
            "lines in a region",
            (1...9).map { "row \($0)\r\n" }.joined()
                + "\u{1B}[2;6r\u{1B}[4;1H\u{1B}[2L\u{1B}[3;1H\u{1B}[M\u{1B}[9;1HX\u{1B}[r"),
        Stream("scrolling by command", (1...9).map { "row \($0)\r\n" }.joined() + "\u{1B}[2S\u{1B}[T"),
        Stream("up and down by lines", "a\u{1B}[3Eb\u{1B}[2Fc\u{1B}[5dd\u{1B}[20Ge\u{1B}[3`f"),
        Stream("tabs back and forth", "\t\t\ta\u{1B}[2Zb" + String(repeating: "\t", count: 20) + "c\u{1B}[99Zd"),
        Stream("again", "ab\u{1B}[5b\r\nxy\u{1B}[3bz\u{1B}[1;1H\u{1B}[4b"),
        Stream("erasing above", (1...9).map { "row \($0)\r\n" }.joined() + "\u{1B}[4;3H\u{1B}[1J"),
        Stream("the test picture", "\u{1B}#8\u{1B}[3;3Hx"),
        Stream("a wide character at the edge", String(repeating: "x", count: 59) + "世y\r\n"),
        Stream("marks at the edge", String(repeating: "x", count: 60) + "\u{301}y"),
        Stream("next line and index", "ab\u{1B}Ec\u{1B}Dd\u{1B}[10;1He\u{1B}Df\u{1B}Eg"),
        Stream("more deleted than is there", "abcdef\u{1B}[1;3H\u{1B}[999P\r\nabcdef\u{1B}[2;3H\u{1B}[999X"),
        Stream("strings that are not for the screen", "a\u{1B}Xno\u{1B}\\b\u{1B}_no\u{1B}\\c\u{1B}^no\u{1B}\\d"),
        Stream("broken sequences", "a\u{1B}[999;999Hb\u{1B}[1;1Hc\u{1B}[;;;;md\u{1B}]unknown\u{7}e\u{1B}Pxyz\u{1B}\\f"),
    ]

    /// Where tmux's copy of its screen has ways of its own: line drawing is copied as its letters, half of a wide
    /// character goes or stays.
    static let peculiar: [Stream] = [
        Stream("half of a wide character", "世界世界\u{1B}[1;2Hx\u{1B}[1;5Hy"),
        Stream("marks", "e\u{301}a\u{308}\u{323} n\u{303}|"),
        Stream("line drawing", "\u{1B}(0lqqk\u{1B}(B plain \u{1B}(0mqqj\u{1B}(B"),
    ]

    static let recorded = ["vim", "vim-left", "less", "bash"].map(Stream.init(recording:))

    var terminal: ShellTerminal {
        let terminal = ShellTerminal(Self.size)
        terminal.feed(bytes)
        return terminal
    }

    static func contents(of path: String) -> [UInt8] {
        guard let file = fopen(path, "r") else { return [] }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
        return bytes
    }
}

extension ShellFrame {
    /// The screen as a snapshot.
    var snapshot: String {
        var grid = Grid(size)
        draw(into: &grid, in: grid.bounds)
        return grid.snapshot
    }
}
