import Testing

@testable import TextEditing

@Suite struct FileStateTests {
    @Test func aReloadKeepsTheCaretAtItsTextAndCanBeUndone() {
        var editor = DrawnEditor.read("a\nb‸c\n", .plain)
        editor.reload(Array("new\na\nbc\n".utf8))
        #expect(DrawnEditor.draw(editor) == "new\na\nb‸c\n")
        #expect(!editor.isModified)
        editor.apply(.undo)
        #expect(DrawnEditor.draw(editor) == "a\nb‸c\n")
        #expect(editor.isModified)
    }

    @Test func aReloadLooksAgainAtWhatTheBytesAre() {
        var editor = Editor(Array("caf\u{E9}".utf8))
        editor.reload(Array("caf".utf8) + [0xE9])
        #expect(editor.buffer.encoding == .latin1)
        #expect(editor.apply(.insert("\u{6F22}")) == .cannotEncode)
        editor.apply(.insert("\u{FC}"))
        #expect(editor.buffer.bytes.contains(0xFC))
    }

    @Test func aRecoveryCopyComesBackWholeOrNotAtAll() {
        for copy in [
            RecoveryCopy(path: "a b/ü\n", base: "sha", text: [0xFF, 10]), RecoveryCopy(path: "", base: nil, text: []),
        ] {
            #expect(RecoveryCopy(bytes: copy.bytes) == copy)
            for length in 0..<copy.bytes.count { #expect(RecoveryCopy(bytes: Array(copy.bytes.prefix(length))) == nil) }
        }
        #expect(RecoveryCopy(bytes: Array("slipway recovery 1 9223372036854775807 -1 3\nabc".utf8)) == nil)
    }

    @Test func marksMoveWithTheText() {
        var editor = Editor(Array("ab cd ef".utf8))
        editor.marks = MarkSet([Mark(range: ByteOffset(3)..<ByteOffset(5), severity: .warning, message: "m", rule: "R")]
        )
        editor.apply(.insert("x"))
        #expect(editor.marks.marks.map(\.range) == [ByteOffset(4)..<ByteOffset(6)])
        editor.apply(.moveTo(TextPosition(0, 5)))
        editor.apply(.insert("yy"))
        #expect(editor.marks.marks.map(\.range) == [ByteOffset(4)..<ByteOffset(8)])
        #expect(editor.marksAtCaret.map(\.rule) == ["R"])
        editor.apply(.selectAll)
        editor.apply(.deleteBackward)
        #expect(editor.marks.marks.isEmpty)
    }

    @Test func aCompletionNarrowsAndIsAccepted() throws {
        var editor = DrawnEditor.read("W‸", .dockerfile)
        let candidates = ["WORKDIR", "VOLUME", "WAIT"].map { CompletionCandidate(label: $0, insertion: $0 + " ") }
        var session = try #require(CompletionSession(start: .start, prefix: "W", candidates: candidates))
        #expect(session.candidates.count == 2)
        session.select(offset: -1)
        #expect(session.selected.label == "WAIT")
        editor.apply(.insert("o"))
        session = try #require(session.updated(for: editor))
        editor.apply(session.acceptance(in: editor))
        #expect(DrawnEditor.draw(editor) == "WORKDIR ‸")
        #expect(session.updated(for: editor) == nil)
    }

    @Test(arguments: [
        ("Dockerfile", "Dockerfile"), ("a/web.dockerfile", "Dockerfile"), ("requirements-dev.txt", "Requirements"),
        ("app.py", "Python"), ("x.yml", "YAML"), ("run", "Text"), ("a.sh", "Shell"),
    ])
    func typesGoByName(_ path: String, _ name: String) { #expect(FileType.of(path: path).name == name) }

    @Test func aTypeGoesByItsFirstLine() {
        #expect(FileType.of(path: "run", start: "#!/usr/bin/env python3\n".utf8) == .python)
        #expect(FileType.of(path: "run", start: "#!/bin/sh".utf8) == .shell)
    }

    @Test func aShorterTextIsShownFromItsBeginning() {
        var editor = Editor(Array(String(repeating: "line\n", count: 25).utf8))
        editor.resize(rows: 15, columns: 40)
        editor.apply(.move(.fileEnd))
        #expect(editor.viewport.top.value > 5)
        editor.reload(Array(String(repeating: "line\n", count: 9).utf8))
        #expect(editor.viewport.top.value == 0)
    }

    @Test func theViewKeepsTheCaretInIt() {
        for (rows, columns) in [(0, 0), (1, 1), (2, 3), (5, 20), (24, 80)] {
            var editor = Editor(Array(String(repeating: "0123456789 abcdefghijklmnopqrstuvwxyz\n", count: 60).utf8))
            editor.resize(rows: rows, columns: columns)
            for motion in [Motion.pageDown, .lineEnd, .fileEnd, .up, .lineEnd, .wordLeft, .pageUp, .fileStart] {
                editor.apply(.move(motion))
                guard rows > 0, columns > 0 else { continue }
                #expect(editor.viewport.lines(of: editor.buffer.lineCount).contains(editor.caret.line.value))
                let column = editor.cellColumn(of: editor.caret)
                #expect(column >= editor.viewport.left && column < editor.viewport.left + columns)
            }
        }
    }
}
