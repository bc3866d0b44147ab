import Faults
import LessonFormat
import Testing

@Suite struct MarkdownTests {
    @Test(arguments: [
        ("# A *b*", [MarkdownBlock.heading(level: 1, [.text("A "), .emphasis([.text("b")])])]),
        ("a\nb", [.paragraph([.text("a b")])]),
        ("a  \nb", [.paragraph([.text("a"), .lineBreak, .text("b")])]),
        (
            "**a** `b` ~~c~~",
            [.paragraph([.strong([.text("a")]), .text(" "), .code("b"), .text(" "), .struck([.text("c")])])]
        ),
        ("[a](http://b/)", [.paragraph([.link([.text("a")], url: "http://b/")])]),
        ("> a", [.quote([.paragraph([.text("a")])])]),
        ("---", [.rule]),
        ("3. a", [.list(start: 3, [MarkdownItem(blocks: [.paragraph([.text("a")])])])]),
        (
            "- [x] a\n- [ ] b",
            [
                .list(
                    start: nil,
                    [
                        MarkdownItem(blocks: [.paragraph([.text("a")])], isDone: true),
                        MarkdownItem(blocks: [.paragraph([.text("b")])], isDone: false),
                    ])
            ]
        ),
        (
            "| a | b |\n|---|---|\n| 1 | 2 |",
            [.table(header: [[.text("a")], [.text("b")]], rows: [[[.text("1")], [.text("2")]]])]
        ),
        ("<b>a</b>", [.paragraph([.text("a")])]),
        ("", []),
    ])
    func becomesBlocks(text: String, blocks: [MarkdownBlock]) throws {
        #expect(try MarkdownParser.parse(text) == blocks)
    }

    @Test(arguments: [
        ("```sh {exec}", "sh", CodeBlock.Purpose.run), ("```python {file=app.py}", "python", .file("app.py")),
        ("```{file=\"a b\"}", "", .file("a b")), ("```yaml", "yaml", .shown), ("``` {other}", "", .shown),
    ])
    func aFenceSaysWhatEnterDoes(fence: String, language: String, purpose: CodeBlock.Purpose) throws {
        let blocks = try MarkdownParser.parse("text\n\n\(fence)\nx\n```")
        #expect(blocks.last == .code(CodeBlock(language: language, text: "x\n", purpose: purpose, line: 3)))
    }
}
