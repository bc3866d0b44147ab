import Testing

@testable import TextEditing

struct KeyCase: Sendable, CustomTestStringConvertible {
    var before: String
    var keys: String
    var after: String
    var type: FileType = .plain

    init(_ before: String, _ keys: String, _ after: String, _ type: FileType = .plain) {
        self.before = before
        self.keys = keys
        self.after = after
        self.type = type
    }

    var testDescription: String { "\(keys): \(before.debugDescription)" }
}

@Suite struct KeyTableTests {
    @Test(arguments: motions + units + selections + writing + lines + clipboard + undo)
    func keysLeadFromBeforeToAfter(_ row: KeyCase) {
        var editor = DrawnEditor.read(row.before, row.type)
        DrawnEditor.press(row.keys, in: &editor)
        #expect(DrawnEditor.draw(editor) == row.after)
    }

    static let motions = [
        KeyCase("‸ab", "Right", "a‸b"),
        KeyCase("ab‸\ncd", "Right", "ab\n‸cd"),
        KeyCase("ab\n‸cd", "Left", "ab‸\ncd"),
        KeyCase("‸ab", "Left", "‸ab"),
        KeyCase("ab‸", "Right", "ab‸"),
        KeyCase("abc‸d\nx\nabcd", "Down Down", "abcd\nx\nabc‸d"),
        KeyCase("abc‸d\nx\nabcd", "Down", "abcd\nx‸\nabcd"),
        KeyCase("ab‸c", "Up", "‸abc"),
        KeyCase("a‸bc", "Down", "abc‸"),
        KeyCase("FROM ‸python:3.11", "Ctrl-Right", "FROM python‸:3.11"),
        KeyCase("FROM‸ python", "Ctrl-Right", "FROM python‸"),
        KeyCase("one‸\n  two", "Ctrl-Right", "one\n‸  two"),
        KeyCase("FROM python‸", "Ctrl-Left", "FROM ‸python"),
        KeyCase("a ==  ‸b", "Ctrl-Left", "a ‸==  b"),
        KeyCase("one\n‸two", "Ctrl-Left", "one‸\ntwo"),
        KeyCase("    re‸turn", "Home", "    ‸return"),
        KeyCase("    ‸return", "Home", "‸    return"),
        KeyCase("a‸b\ncd", "End", "ab‸\ncd"),
        KeyCase("a\nb\n‸c", "Ctrl-Home", "‸a\nb\nc"),
        KeyCase("‸a\nb\nc\n", "Ctrl-End", "a\nb\nc\n‸"),
        KeyCase("1\n2\n‸3\n4\n5\n6\n7\n8", "PageDown", "1\n2\n3\n4\n5\n6\n‸7\n8"),
        KeyCase("1\n2\n3\n4\n5\n6\n‸7\n8", "PageUp", "1\n2\n‸3\n4\n5\n6\n7\n8"),
        KeyCase("f‸(a[(\n)])", "Alt-m", "f(a[(\n)]‸)"),
        KeyCase("f(a[(\n)])‸", "Alt-m", "f‸(a[(\n)])"),
        KeyCase("f‸(a", "Alt-m", "f‸(a"),
    ]

    static let units = [
        KeyCase("‸👩‍👩‍👧‍👦x", "Right", "👩‍👩‍👧‍👦‸x"),
        KeyCase("👩‍👩‍👧‍👦‸x", "Backspace", "‸x"),
        KeyCase("🇩🇪🇫🇷‸", "Left", "🇩🇪‸🇫🇷"),
        KeyCase("e\u{301}‸x", "Backspace", "‸x"),
        KeyCase("‸שלום", "Right Right", "של‸ום"),
        KeyCase("שלום‸ x", "Ctrl-Left", "‸שלום x"),
        KeyCase("日本‸語\nabcdef", "Down", "日本語\nabcd‸ef"),
        KeyCase("日本語\nabc‸def", "Up", "日‸本語\nabcdef"),
        KeyCase("\ta‸b\n12345678", "Down", "\tab\n12345‸678"),
        KeyCase("12‸345\n\tab", "Down", "12345\n‸\tab"),
        KeyCase("ab‸\r\ncd", "Right", "ab\r\n‸cd"),
        KeyCase("ab\r\n‸cd", "Backspace", "ab‸cd"),
        KeyCase("ab‸\r\ncd", "Delete", "ab‸cd"),
        KeyCase("a\rb‸c", "Left", "a\r‸bc"),
    ]

    static let selections = [
        KeyCase("a‸bc", "Shift-Right Shift-Right", "a«bc‸»"),
        KeyCase("abc‸", "Shift-Left", "ab«‸c»"),
        KeyCase("a«bc‸»d", "Left", "a‸bcd"),
        KeyCase("a«‸bc»d", "Right", "abc‸d"),
        KeyCase("a«bc‸»d", "'x'", "ax‸d"),
        KeyCase("a«b\nc‸»d", "Backspace", "a‸d"),
        KeyCase("a‸b\ncd", "Shift-Down", "a«b\nc‸»d"),
        KeyCase("a‸b\ncd", "Ctrl-a", "«ab\ncd‸»"),
        KeyCase("«ab‸»", "Escape", "ab‸"),
        KeyCase("one ‸two three", "Ctrl-Shift-Right", "one «two‸» three"),
    ]

    static let writing = [
        KeyCase("a‸b", "'xy'", "axy‸b"),
        KeyCase("    x‸", "Enter 'y'", "    x\n    y‸", .python),
        KeyCase("def f():‸", "Enter", "def f():\n    ‸", .python),
        KeyCase("# so:‸", "Enter", "# so:\n‸", .python),
        KeyCase("key:‸", "Enter", "key:\n  ‸", .yaml),
        KeyCase("a‸\r\nb", "Enter", "a\r\n‸\r\nb"),
        KeyCase("a\r\nb‸", "Enter", "a\r\nb\r\n‸"),
        KeyCase("ab‸", "Tab", "ab  ‸", .python),
        KeyCase("ab‸", "Tab", "ab\t‸", .makefile),
        KeyCase("        ‸x", "Backspace", "    ‸x", .python),
        KeyCase("     ‸x", "Backspace", "    ‸x", .python),
        KeyCase("a    ‸x", "Backspace", "a   ‸x", .python),
        KeyCase("«a\n\nb‸»", "Tab", "«    a\n\n    b‸»", .python),
        KeyCase("    a‸b", "Shift-Tab", "a‸b", .python),
        KeyCase("  a‸b", "Shift-Tab", "a‸b", .python),
        KeyCase("\ta‸b", "Shift-Tab", "a‸b", .python),
        KeyCase("one two‸", "Ctrl-Backspace", "one ‸"),
        KeyCase("‸one two", "Alt-d", "‸ two"),
        KeyCase("o‸ne\ntwo", "Ctrl-k Ctrl-k", "o‸two"),
        KeyCase("RUN a‸", "Alt-/", "# RUN a‸", .dockerfile),
        KeyCase("# RUN a‸", "Alt-/", "RUN a‸", .dockerfile),
        KeyCase("«if a:\n    b‸»", "Alt-/", "«# if a:\n#     b‸»", .python),
        KeyCase("«    a\n\n      b‸»", "Alt-/", "«    # a\n\n    #   b‸»", .python),
        KeyCase("{}‸", "Alt-/", "{}‸", .json),
    ]

    static let lines = [
        KeyCase("a‸b\ncd", "Ctrl-d", "ab\na‸b\ncd"),
        KeyCase("a‸b", "Ctrl-d", "ab\na‸b"),
        KeyCase("a‸\r\nb", "Ctrl-d", "a\r\na‸\r\nb"),
        KeyCase("a\nb‸\nc", "Alt-Up", "b‸\na\nc"),
        KeyCase("a‸\nb", "Alt-Down", "b\na‸"),
        KeyCase("a‸\r\nb\nc", "Alt-Down", "b\na‸\r\nc"),
        KeyCase("‸a\nb", "Alt-Up", "‸a\nb"),
        KeyCase("«a\nb‸»\nc\n", "Alt-Down", "c\n«a\nb‸»\n"),
        KeyCase("a\nb‸\nc", "Alt-Shift-k", "a\n‸c"),
        KeyCase("a\nb‸", "Alt-Shift-k", "‸a"),
    ]

    static let clipboard = [
        KeyCase("«ab‸»c", "Ctrl-x End Ctrl-v", "cab‸"),
        KeyCase("«ab‸»c", "Ctrl-c End Ctrl-v", "abcab‸"),
        KeyCase("a‸\nb\n", "Ctrl-x Down Ctrl-v", "b\na\n‸"),
        KeyCase("a‸b\nc", "Ctrl-c Ctrl-v", "ab\na‸b\nc"),
    ]

    static let undo = [
        KeyCase("‸", "'one_two' Ctrl-z", "one ‸"),
        KeyCase("‸", "'one_two' Ctrl-z Ctrl-z", "‸"),
        KeyCase("‸", "'one_two' Ctrl-z Ctrl-z Ctrl-y", "one ‸"),
        KeyCase("abc‸", "Backspace Backspace Ctrl-z", "abc‸"),
        KeyCase("a«bc‸»", "'x' Ctrl-z", "a«bc‸»"),
        KeyCase("ab‸", "'x' Left 'y' Ctrl-z", "ab‸x"),
        KeyCase("«a\nb‸»", "Tab Ctrl-z", "«a\nb‸»", .python),
    ]
}
