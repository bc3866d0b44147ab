import Printing
import Seeds
import Testing

/// What a terminal is given of some output, in pieces.
private func shown(_ pieces: [String]) -> String {
    var lines = IndentedOutput(indent: "  ")
    var filter = OutputFilter()
    return pieces.map { lines.lines(of: $0, through: &filter).text }.joined() + lines.close().text
}

private let streams: [(output: String, shown: String)] = [
    ("one\ntwo", "  one\n  two\n"),
    ("\u{1B}[31mred\u{1B}[0m\n", "\u{1B}[31m  red\u{1B}[0m\n"),
    ("\u{1B}[38;2;1;2;3mleft on", "\u{1B}[38;2;1;2;3m  left on\u{1B}[0m\n"),
    ("\u{1B}[4:3mwave\u{1B}[m\n", "\u{1B}[4:3m  wave\u{1B}[m\n"),
    ("\u{9B}32mgreen\u{9B}m\n", "\u{1B}[32m  green\u{1B}[m\n"),
    ("\u{1B}]0;title\u{07}x\n", "  x\n"), ("\u{1B}]52;c;aGk=\u{1B}\\x\n", "  x\n"),
    ("\u{9D}52;c;aGk=\u{9C}x\n", "  x\n"), ("\u{1B}P1$r\u{1B}\\x\n", "  x\n"), ("\u{1B}_Gq\u{1B}\\x\n", "  x\n"),
    ("\u{1B}[?1049h\u{1B}[?1000h\u{1B}[2J\u{1B}[Hx\n", "  x\n"), ("\u{1B}[>4;1mx\n", "  x\n"),
    ("\u{1B}[6n\u{1B}[c\u{1B}[5 qx\n", "  x\n"), ("\u{1B}(0\u{1B}#8\u{1B}cx\n", "  x\n"),
    ("\u{1B}[1\u{18}x\u{1B}[1\u{1A}y\n", "  xy\n"), ("a\u{08}\u{07}\u{0C}b\n", "  ab\n"),
    ("10%\r20%\r\n\n", "  10%\n  20%\n  \n"), ("a\r\r\nb\n", "  a\n  b\n"), ("a\tb\n", "  a\tb\n"),
    ("\u{1B}]0;no end\nnext\n", "  \n  next\n"), ("x\u{202E}y\u{2066}z\n", "  xyz\n"),
    ("\u{1B}\u{1B}[31mx\n", "\u{1B}[31m  x\n\u{1B}[0m"),
]

@Test(arguments: streams) func coloursStayAndNothingElse(output: String, expected: String) {
    #expect(shown([output]) == expected)
}

@Test(arguments: streams) func aSequenceMayBeCutAnywhere(output: String, expected: String) {
    let scalars = Array(output.unicodeScalars)
    let text = { (part: ArraySlice<Unicode.Scalar>) in String(String.UnicodeScalarView(part)) }
    for first in 0...scalars.count {
        for second in first...scalars.count {
            let pieces = [text(scalars[..<first]), text(scalars[first..<second]), text(scalars[second...])]
            #expect(shown(pieces) == expected)
        }
    }
}

@Test func noRandomStreamGetsMoreThanColoursThrough() {
    let seed = PropertySeed.of(1)
    var random = SeededGenerator(seed)
    let alphabet: [Unicode.Scalar] = Array(
        "\u{1B}\u{1B}[]PX^_?>;:019mhlnHJ\\()# \n\r\t\u{07}\u{08}\u{18}a\u{9B}\u{9D}\u{9C}\u{85}\u{202E}\u{301}é"
            .unicodeScalars)
    for _ in 0..<20_000 {
        let scalars = (0..<Int.random(in: 0..<40, using: &random)).map { _ in alphabet.randomElement(using: &random)! }
        let output = String(String.UnicodeScalarView(scalars))
        #expect(isHarmless(shown([output])), "seed \(seed): \(output.debugDescription)")
    }
}

/// Nothing but text, newlines, tabs and `ESC [ digits m`.
private func isHarmless(_ text: String) -> Bool {
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
        if scalar == "\u{1B}" {
            guard rest.popFirst() == "[" else { return false }
            rest = rest.drop { ("0"..."9").contains($0) || $0 == ";" || $0 == ":" }
            guard rest.popFirst() == "m" else { return false }
        } else if scalar != "\n", scalar != "\t", HiddenCharacters.contains(scalar, after: "é") {
            return false
        }
    }
    return true
}

@Test func aCharacterDoesNotGrowWithoutBound() {
    let text = shown(["e" + String(repeating: "\u{301}", count: 100_000) + "x\n"])
    #expect(text.unicodeScalars.count < 50)
    #expect(text.hasSuffix("x\n"))
}

@Test(.timeLimit(.minutes(20))) func millionsOfMarksTakeLinearTime() {
    let piece = String(repeating: "\u{301}", count: 30_000)
    #expect(shown(Array(repeating: piece, count: 134)).utf8.count < 200)
}
