import FoundationEssentials
import Printing
import Testing

/// What a terminal obeys or nobody sees: Unicode's categories, written down apart from the code's own rule.
private let hidden: [Unicode.Scalar] = (0...0x10FFFF).compactMap { Unicode.Scalar($0) }.filter { scalar in
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
}

@Test func noHiddenCharacterOfUnicodeGetsThrough() {
    for scalar in hidden {
        let shown = PrintableText(line: "a\(Character(scalar))b").text
        #expect(!shown.unicodeScalars.contains(scalar), "U+\(String(scalar.value, radix: 16)): \(shown)")
        #expect(shown.first == "a" && shown.last == "b")
    }
}

@Test(arguments: [
    ("plain", "plain"), ("\u{1B}]52;c;aGk=\u{07}", "\\x1b]52;c;aGk=\\x07"), ("\u{9B}31m", "\\u009b31m"),
    ("\u{7F}", "\\u007f"), ("a\tb\nc\r", "a\\tb\\nc\\r"), ("gpj.\u{202E}exe", "gpj.\\u202eexe"),
    ("\u{2066}x\u{2069}", "\\u2066x\\u2069"), ("zero\u{200B}width", "zero\\u200bwidth"), ("\u{FEFF}", "\\ufeff"),
    ("\u{E0041}", "\\U000e0041"), ("app\u{200D}.py", "app\\u200d.py"), ("soft\u{AD}", "soft\\u00ad"),
    ("é 日本 👩\u{200D}🚀 ❤\u{FE0F}", "é 日本 👩\u{200D}🚀 ❤\u{FE0F}"), ("\u{1160}", "\\u1160"), ("", ""),
])
func foreignTextIsSpelledOut(text: String, shown: String) {
    #expect(PrintableText(line: text).text == shown)
}

@Test func linesKeepTheirEndsAndTabs() {
    #expect(PrintableText(lines: "a\tb\r\nc\rd\n\u{1B}[2J").text == "a\tb\nc\\rd\n\\x1b[2J")
}

private struct Failure: Error, CustomStringConvertible {
    var description: String { "two\nlines\u{1B}[0m" }
}

@Test func aLiteralIsTakenAsItIsAndWhatStandsInItIsNot() {
    let name = "x\u{1B}[31m\n"
    let bold: PrintableText = "\u{1B}[1m"
    let part = name.dropFirst()
    let error: any Error = Failure()
    let text: PrintableText = "\(bold)\(name) \(part) \(12) \(error)\n"
    #expect(text.text == "\u{1B}[1mx\\x1b[31m\\n \\x1b[31m\\n 12 two\nlines\\x1b[0m\n")
}

@Test func theStartIsCutByCharactersAndMarks() {
    let text = PrintableText(line: "e" + String(repeating: "\u{301}", count: 1000))
    #expect(text.prefix(3).text.unicodeScalars.count == 3)
    #expect(text.prefix(-1).isEmpty)
}

@Test func escapedJSONIsTheSameJSONWithoutHiddenCharacters() throws {
    let values = hidden.map { "a\(Character($0))é\u{1F680}" }
    let json = try JSONEncoder().encode(values)
    let shown = PrintableText(json: String(decoding: json, as: UTF8.self)).text
    #expect(shown.unicodeScalars.allSatisfy { !HiddenCharacters.contains($0, after: "é") })
    #expect(try JSONDecoder().decode([String].self, from: Data(shown.utf8)) == values)
    #expect(PrintableText.escaped(json: Array(json)) == Array(shown.utf8))
}
