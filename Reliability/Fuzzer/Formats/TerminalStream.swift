import ShellScreen
import TerminalUI

extension Format {
    /// What programs write to a terminal. The first two bytes of an input are the size of the screen, the last two the
    /// size that it gets in the middle.
    static let terminalStream = Format(
        "terminal-stream",
        seeds: [
            "PX\u{1B}[31mred\u{1B}[1;38;5;208mbold\u{1B}[38:2::1:2:3mdirect\u{1B}[0m\r\nplain\ttab\u{8}\u{7}(P",
            "PX\u{1B}[?1049h\u{1B}[H\u{1B}[2J\u{1B}[3;9r\u{1B}[?6h\u{1B}[5;5H\u{1B}[2L\u{1B}M\u{1B}[?1049l#(",
            "!!\u{1B}[4h世界e\u{301}👍🏽\u{85}\u{9B}한글\u{1B}[3b\u{1B}[2@\u{1B}[2P\u{1B}[2X!\"",
            "(0\u{1B}]0;title\u{7}\u{1B}P$qm\u{1B}\\\u{1B}_ignored\u{1B}\\\u{1B}(0lqqk\u{1B}(B\u{1B}[6n\u{1B}[c0(",
            "0(\u{1B}7\u{1B}[20;60H\u{1B}8\u{1B}[?7l0123456789\u{1B}[?7h\u{1B}#8\u{1B}[!p\u{1B}c\u{1B}[3J\"!",
        ],
        tokens: [
            "\u{1B}[", "\u{1B}]", "\u{1B}P", "\u{1B}\\", "\u{1B}", "\u{9B}", "\u{84}", "\u{1B}[4h", "\u{1B}[?1049h",
            "\u{1B}[?1049l", "\u{1B}[?47h", "\u{1B}[?1047l", "\u{1B}[?6h", "\u{1B}[?7l", "\u{1B}[20h", "\u{1B}[2;3r",
            "\u{1B}[r", "\u{1B}7", "\u{1B}8", "\u{1B}c", "\u{1B}D", "\u{1B}E", "\u{1B}M", "\u{1B}H", "\u{1B}#8",
            "\u{1B}(0",
            "\u{1B}[99999999999;99999999999H", "\u{1B}[9999@", "\u{1B}[9999P", "\u{1B}[9999X", "\u{1B}[9999L",
            "\u{1B}[9999M", "\u{1B}[9999S", "\u{1B}[9999T", "\u{1B}[9999b", "\u{1B}[9999I", "\u{1B}[9999Z", "\u{1B}[J",
            "\u{1B}[1J", "\u{1B}[2J", "\u{1B}[3J", "\u{1B}[K", "\u{1B}[1K", "\u{1B}[38;2;1;2;3m", "\u{1B}[48:5:9m",
            "\u{1B}[m",
            "\r\n", "\n", "\t", "\u{8}", "世", "👍", "👨‍👩‍👧", "🇩🇪", "\u{301}", "\u{1161}", "\u{AD}\u{301}", "\u{600}",
            "\u{FE0F}",
            "\u{200D}", "🏽", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        ]
    ) { bytes in
        let whole = screen(after: bytes, inPiecesOf: bytes.count)
        try promise(
            screen(after: bytes, inPiecesOf: 3) == whole, "where a stream is cut changes what it shows")
        try promise(whole.rows.count == whole.size.height, "the screen has not as many rows as it is high")
        try promise(
            whole.rows.allSatisfy { CellWidth.of($0.text) <= whole.size.width }, "a row is wider than the screen")
        try promise(
            whole.caret.map { Rect(whole.size).contains($0) } ?? true, "the caret lies outside of the screen")
        try promise(whole.history.count <= historyLimit, "more rows are kept than the limit says")
    }

    private static let historyLimit = 50

    /// What is shown at the end, when the screen changes its size behind the first half.
    private static func screen(after bytes: [UInt8], inPiecesOf count: Int) -> ShellFrame {
        let terminal = ShellTerminal(size(bytes.prefix(2)), historyLimit: historyLimit)
        let stream = bytes.dropFirst(2).dropLast(2)
        let middle = stream.startIndex + stream.count / 2
        feed(stream[..<middle], to: terminal, inPiecesOf: count)
        terminal.resize(size(bytes.suffix(2)))
        feed(stream[middle...], to: terminal, inPiecesOf: count)
        return terminal.frame()
    }

    private static func feed(_ bytes: ArraySlice<UInt8>, to terminal: ShellTerminal, inPiecesOf count: Int) {
        for start in stride(from: bytes.startIndex, to: bytes.endIndex, by: max(1, count)) {
            terminal.feed(bytes[start..<min(start + max(1, count), bytes.endIndex)])
            _ = terminal.takeReplies()
        }
    }

    /// From 0 by 0 to 95 by 31; `!` is 1.
    private static func size(_ bytes: ArraySlice<UInt8>) -> Size {
        let numbers = bytes.map { Int($0) - 0x20 }
        return Size(width: numbers.first ?? 0, height: (numbers.last ?? 0) & 31)
    }
}
