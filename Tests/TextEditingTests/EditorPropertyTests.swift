import Seeds
import Testing

@testable import TextEditing

@Suite struct EditorPropertyTests {
    /// Does random commands; then the clones made along the way are met again by undo, and the end by redo.
    @Test(arguments: 0..<40)
    func undoRestoresEveryByte(_ round: Int) {
        let seed = PropertySeed.of(round)
        var random = SeededGenerator(seed)
        let start = Self.texts[round % Self.texts.count]
        let type = [FileType.plain, .python, .dockerfile, .yaml, .shell][round % 5]
        var editor = Editor(start, fileType: type, viewport: Viewport(rows: round % 7, columns: round % 11))
        for _ in 0..<300 {
            editor.apply(Self.command(&random, editor))
            let clamped = editor.buffer.clamped(editor.caret)
            guard clamped == editor.caret else {
                Issue.record("\(PropertySeed.name)=\(seed): the caret is inside a grapheme")
                return
            }
            Self.checkHighlighting(editor, seed)
        }
        let end = editor.buffer.bytes
        var steps = 0
        while editor.canUndo {
            editor.apply(.undo)
            steps += 1
        }
        #expect(editor.buffer.bytes == start, "\(PropertySeed.name)=\(seed)")
        #expect(!editor.isModified)
        for _ in 0..<steps { editor.apply(.redo) }
        #expect(editor.buffer.bytes == end, "\(PropertySeed.name)=\(seed)")
    }

    /// The incremental states are those of a fresh reading.
    private static func checkHighlighting(_ editor: Editor, _ seed: UInt64) {
        let fresh = Editor(editor.buffer.bytes, fileType: editor.fileType, viewport: Viewport(rows: 2000, columns: 9))
        for line in 0..<min(editor.highlighter.states.count, fresh.highlighter.states.count) {
            guard editor.highlighter.states[line] != fresh.highlighter.states[line] else { continue }
            Issue.record("\(PropertySeed.name)=\(seed): line \(line) begins in another state than in a fresh reading")
            return
        }
    }

    /// What commands do to a buffer is what the same edits do to a plain list of bytes.
    @Test(arguments: 0..<10)
    func undoStepsReplayOnPlainBytes(_ round: Int) {
        let seed = PropertySeed.of(round)
        var random = SeededGenerator(seed)
        let start = Self.texts[round % Self.texts.count]
        var editor = Editor(start, fileType: .python)
        for _ in 0..<200 { editor.apply(Self.command(&random, editor)) }
        var plain = start
        for group in editor.history.undoable {
            for edit in group.edits {
                let range = edit.removedRange.lowerBound.value..<edit.removedRange.upperBound.value
                #expect(Array(plain[range]) == edit.removed, "\(PropertySeed.name)=\(seed)")
                plain.replaceSubrange(range, with: edit.inserted)
            }
        }
        #expect(plain == editor.buffer.bytes, "\(PropertySeed.name)=\(seed)")
    }

    @Test func undoingBackToTheSavedTextIsUnmodified() {
        var editor = Editor()
        editor.apply(.insert("a"))
        #expect(editor.isModified)
        editor.markSaved()
        editor.apply(.insert("b"))
        #expect(editor.isModified)
        editor.apply(.undo)
        #expect(!editor.isModified)
        editor.apply(.undo)
        #expect(editor.isModified)
        editor.apply(.insert("a"))
        #expect(editor.isModified)
    }

    private static let texts: [[UInt8]] = [
        [],
        Array("def f(a):\r\n    \"\"\"x\r\n\"\"\"\n  return [a, {1: 2}]\r\n\r\n👩‍👩‍👧‍👦🇩🇪 e\u{301} שלום\n\ttab\r".utf8),
        Array("FROM a\nRUN <<EOF\nx\nEOF\nCMD [\"a\", \\\n 'b']\n".utf8),
        [0xFF, 0x41, 0x0A, 0xC3, 0x0D, 0x0A, 0xE9],
        Array("k: |\n  a\n  b\nl: 'x\n# c\n".utf8),
    ]

    private static func command(_ random: inout SeededGenerator, _ editor: Editor) -> EditCommand {
        let place = TextPosition(
            Int.random(in: -1...9, using: &random), Int.random(in: -1...12, using: &random))
        let text =
            ["a", " ", "\"", "'", "é", "👩‍👧", "\u{301}", "(", "<<E", "\\", "#", "|", "🇩"].randomElement(using: &random)
            ?? ""
        let motion = Motion.allCases.randomElement(using: &random) ?? .left
        let commands: [EditCommand] = [
            .move(motion), .select(motion), .moveTo(place), .selectTo(place), .selectWord(place), .selectLine(place),
            .insert(text), .insert(text), .insert(text), .newline, .tab, .indent, .outdent, .toggleComment,
            .deleteBackward, .deleteForward, .deleteWordBackward, .deleteWordForward, .deleteToLineEnd, .deleteLine,
            .duplicateLine, .moveLinesUp, .moveLinesDown, .cut, .copy, .paste, .pasteText("x\r\ny\rz"), .undo, .redo,
            .find(SearchQuery("a+|\\b", isPattern: true)), .findNext, .findPrevious, .replaceNext(with: "$0$0"),
            .replaceAll(with: "é"), .scroll(lines: 3), .goToLine(LineIndex(4)),
            .replaceRange(from: place, to: editor.caret, with: "q\nr"),
        ]
        return commands.randomElement(using: &random) ?? .undo
    }
}
