import Testing

@testable import TextEditing

/// The bracket at the caret and its partner: `[` and `]` of the drawing's second text are where they are.
@Suite struct BracketTests {
    @Test(arguments: [
        ("f‸(a)", "f^(a^)", FileType.plain), ("f(a)‸", "f^(a^)", .plain), ("f(a‸)", "f^(a^)", .plain),
        ("f(‸a)", "f^(a^)", .plain), ("‸{[(\n)]\n}", "^{[(\n)]\n^}", .plain), ("a‸b", "ab", .plain),
        ("‸((a)", "^((a)", .plain), ("a)‸", "a^)", .plain), ("‸(]", "^(]", .plain),
        // What is in a string or a comment belongs to none outside.
        ("p‸(\")\", ')')  # )", "p^(\")\", ')'^)  # )", .python),
        ("p(\"(a‸)\")", "p(\"^(a^)\")", .python),
        ("x = ‸[\n  \"]\",\n]", "x = ^[\n  \"]\",\n^]", .python),
        ("CMD ‸[\"a]\", \"b\"]", "CMD ^[\"a]\", \"b\"^]", .dockerfile),
    ])
    func theBracketAtTheCaretFindsItsPartner(_ drawing: String, _ marked: String, _ type: FileType) {
        let editor = DrawnEditor.read(drawing, type)
        let pair = editor.matchingBracket()
        let places = [pair?.bracket, pair?.partner].compactMap { $0.map { editor.buffer.offset(of: $0).value } }
        var drawn: [UInt8] = []
        for (index, byte) in editor.buffer.bytes.enumerated() {
            if places.contains(index) { drawn.append(UInt8(ascii: "^")) }
            drawn.append(byte)
        }
        #expect(String(decoding: drawn, as: UTF8.self) == marked)
    }

    @Test func aPartnerThatMayLieFartherIsNotCalledMissing() {
        let editor = DrawnEditor.read("‸(" + String(repeating: "\n", count: 20) + ")", .plain)
        #expect(editor.matchingBracket(within: 10) == nil)
        #expect(editor.matchingBracket(within: 20)?.partner != nil)
        #expect(DrawnEditor.read("‸(\n", .plain).matchingBracket(within: 10)?.bracket == .start)
    }
}
