import Testing

@testable import TextEditing

/// Each text beside its colours: a letter per byte, `.` for plain.
@Suite struct HighlightTests {
    @Test(
        arguments: [
            (.dockerfile, "FROM python:3 AS b", "kkkk..........kk.."),
            (.dockerfile, "COPY --from=b $A \"x\"", "kkkk.ffffff...vv.sss"),
            (.dockerfile, "RUN a \\\n# c\n  && if", "kkk...o\nccc\n..oo.kk"),
            (.dockerfile, "EXPOSE 5000", "kkkkkk.####"),
            (.dockerfile, "RUN <<EOF\nFROM x\nEOF\nFROM", "kkk.kkkkk\n......\nkkk\nkkkk"),
            (.python, "def f(): # c", "kkk.n..o.ccc"),
            (.python, "x = f\"a\\n\" 'b'", "..o.sssees.sss"),
            (.python, "\"\"\"a\nif\n\"\"\" if", "ssss\nss\nsss.kk"),
            (.python, "@app.route('/')\nprint(12)", "@@@@@@@@@@.sss.\nbbbbb.##."),
            (.requirements, "flask==2.3.2 # c", "nnnnnoo#####.ccc"),
            (.requirements, "-r other.txt", "ff.........."),
            (.yaml, "key: true # c", "nnno.bbbb.ccc"),
            (.yaml, "- a: |\n    x: 1\nb: 2", "o.no.o\nssssssss\nno.#"),
            (.json, "{\"a\": [1, true, \"b\"]}", "onnno.o#o.bbbbo.sssoo"),
            (.shell, "if x; then echo \"$A\" # c", "kk..o.kkkk.bbbb.svvs.ccc"),
            (.shell, "cat <<E\nif\nE\ndone", "....kkk\nss\nk\nkkkk"),
            (.shell, "A='x\ny' b", "noss\nss.."),
        ] as [(FileType.Language, String, String)])
    func coloursAreThese(_ language: FileType.Language, _ text: String, _ colours: String) {
        #expect(Self.draw(text, language) == colours)
    }

    static func draw(_ text: String, _ language: FileType.Language) -> String {
        let lexer = Lexer(language: language)
        var state = LineState.normal
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            var drawn = [Character](repeating: ".", count: line.utf8.count)
            for token in lexer.tokens(of: Array(line.utf8)[...], state: &state) {
                for index in token.range.lowerBound.value..<token.range.upperBound.value {
                    drawn[index] = letters[token.kind] ?? "?"
                }
            }
            return String(drawn)
        }.joined(separator: "\n")
    }

    private static let letters: [TokenKind: Character] = [
        .keyword: "k", .string: "s", .escape: "e", .number: "#", .comment: "c", .variable: "v", .name: "n",
        .builtin: "b",
        .flag: "f", .sign: "o", .special: "@",
    ]

    @Test func aJumpFarIntoALargeFileReadsFewLines() {
        var editor = Editor(Array(String(repeating: "x = 1\n", count: 100_000).utf8), fileType: .python)
        let before = editor.highlighter.linesRead
        editor.apply(.move(.fileEnd))
        #expect(editor.highlighter.linesRead - before <= Highlighter.budget + 300)
        #expect(editor.tokens(of: LineIndex(99_999 - 1)).count == 2)
    }
}
