import Testing

@testable import TextEditing

@Suite struct IndentationTests {
    /// A new line is indented where the language indents, and begins at the margin elsewhere.
    @Test(arguments: [
        (FileType.python, "    a = 1‸", "    a = 1\n    ‸"), (.python, "def f():‸", "def f():\n    ‸"),
        (.yaml, "  a: 1‸", "  a: 1\n  ‸"), (.json, "  {‸", "  {\n    ‸"),
        (.shell, "  if x; then‸", "  if x; then\n  ‸"),
        (.makefile, "\tcc x‸", "\tcc x\n\t‸"), (.dockerfile, "    COPY a b‸", "    COPY a b\n‸"),
        (.dockerfile, "    curl x \\‸", "    curl x \\\n    ‸"), (.dockerfile, "RUN x \\  ‸", "RUN x \\  \n‸"),
        (.requirements, "  flask‸", "  flask\n‸"), (.plain, "  text‸", "  text\n‸"),
    ])
    func aNewLineIsIndentedWhereTheLanguageIndents(type: FileType, before: String, after: String) {
        var editor = DrawnEditor.read(before, type)
        editor.apply(.newline)
        #expect(DrawnEditor.draw(editor) == after)
    }

    @Test func aDoubledLineIsTold() {
        var editor = DrawnEditor.read("on‸e\ntwo", .plain)
        #expect(editor.apply(.duplicateLine) == .duplicated(lines: 1))
        var both = DrawnEditor.read("«one\ntw‸»o", .plain)
        #expect(both.apply(.duplicateLine) == .duplicated(lines: 2))
    }
}
