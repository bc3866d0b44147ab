import TerminalUI
import Testing

@testable import LabViews

@Suite struct WrappingTests {
    @Test(arguments: [
        ("", 5, [""]), ("one two", 7, ["one two"]), ("one two", 6, ["one", "two"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("a  b", 9, ["a  b"]), ("one\ntwo", 9, ["one", "two"]), ("日本語", 4, ["日本", "語"]),
        ("e\u{301}e\u{301}", 1, ["e\u{301}", "e\u{301}"]), ("ab", 0, ["a", "b"]), ("日", 1, ["日"]),
    ])
    func linesBreakBetweenWords(_ text: String, _ width: Int, _ lines: [String]) {
        #expect(Wrapping.lines([Span(text)], width: width).map(\.text) == lines)
    }

    /// A comma belongs to the word before it, in whatever role that is.
    @Test func noLineBeginsWithAWordsPunctuation() {
        let spans = [Span("the file "), Span("app.py", .code), Span(", which")]
        #expect(Wrapping.lines(spans, width: 15).map(\.text) == ["the file", "app.py, which"])
        #expect(
            Wrapping.lines([Span("abcdef", .code), Span("gh, i")], width: 4).map(\.text) == ["abcd", "efgh", ", i"])
    }

    @Test func indentsWhatFollows() {
        #expect(Wrapping.lines([Span("• one two")], width: 6, indent: 2).map(\.text) == ["• one", "  two"])
    }

    @Test func keepsRolesAcrossLines() {
        let lines = Wrapping.lines([Span("a "), Span("b c", .code)], width: 3)
        #expect(lines == [RichLine([Span("a "), Span("b", .code)]), RichLine([Span("c", .code)])])
    }

    @Test(arguments: [
        ("plain", ["plain"]), ("\u{1B}[31mred\u{1B}[0m!", ["red", "!"]), ("\u{1B}]0;title\u{07}x", ["x"]),
        ("\u{1B}[", []), ("\u{1B}", []), ("a\u{7}b", ["ab"]), ("\u{1B}[38;5;9mx", ["x"]),
    ])
    func readsColoursAndDropsOtherEscapes(_ line: String, _ texts: [String]) {
        #expect(ANSIText.spans(line).map(\.text) == texts)
    }
}
