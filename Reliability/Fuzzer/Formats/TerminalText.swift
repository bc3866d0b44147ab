import Printing

extension Format {
    /// Output of a program on its way to the user's terminal: only colours come through, however it is cut.
    static let output = Format(
        "output", seeds: ["a\u{1B}[31mb\u{1B}[0m\n10%\r20%\r\n", "\u{1B}]0;t\u{07}x\u{9B}1m\u{1B}P$q\u{1B}\\y\n"],
        tokens: controls, longest: 1024
    ) { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        let whole = shown([text[...]])
        try promiseHarmless(whole)
        let scalars = text.unicodeScalars
        let cut = scalars.index(scalars.startIndex, offsetBy: scalars.count / 2)
        try promise(shown([text[..<cut], text[cut...]]) == whole, "cut in two it is something else")
    }

    /// Names, labels and error texts: nothing of them is obeyed.
    static let foreignText = Format(
        "foreign-text", seeds: ["x\u{1B}]52;c;aGk=\u{07}\u{202E}y", "é 日本 👩\u{200D}🚀\r\n\t\u{7F}\u{AD}"],
        tokens: controls,
        longest: 1024
    ) { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        let line = PrintableText(line: text)
        try promise(!line.text.contains { $0.isNewline || $0 == "\t" }, "a line that is not one")
        for shown in [line, PrintableText(lines: text), "a \(text) b"] {
            try promise(!shown.text.contains("\u{1B}"), "an escape comes through")
            try promiseHarmless(shown)
        }
    }

    private static let controls = [
        "\u{1B}", "\u{1B}[", "\u{1B}]", "\u{1B}P", "\u{1B}\\", "\u{07}", "\u{9B}", "\u{9C}", "\u{9D}", "\u{18}",
        "0;1;31m",
        "?25h", "\r", "\n", "\t", "\u{202E}", "\u{2066}", "\u{301}", "\u{200D}", "\u{FE0F}", "\u{FEFF}", "\u{E0041}",
        "e", "日",
    ]

    private static func shown(_ pieces: [Substring]) -> PrintableText {
        var (lines, filter) = (IndentedOutput(indent: "  "), OutputFilter())
        return pieces.map { lines.lines(of: String($0), through: &filter) }.joined() + lines.close()
    }
}

/// Nothing but text, newlines, tabs, and `ESC [ digits m`.
func promiseHarmless(_ shown: PrintableText) throws(BrokenPromise) {
    var rest = shown.text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
        if scalar == "\u{1B}" {
            let isColour = rest.popFirst() == "["
            rest = rest.drop { ("0"..."9").contains($0) || $0 == ";" || $0 == ":" }
            try promise(isColour && rest.popFirst() == "m", "a sequence comes through that is not a colour")
        } else {
            let isObeyed = scalar.properties.generalCategory == .control && scalar != "\n" && scalar != "\t"
            let isOverride = (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
            try promise(!isObeyed && !isOverride, "U+\(String(scalar.value, radix: 16)) comes through")
        }
    }
}
