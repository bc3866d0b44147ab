import FoundationEssentials
import Seeds
import Testing

@testable import TextEditing

@Suite struct TextBufferTests {
    @Test(arguments: [
        [], Array("a".utf8), Array("a\n".utf8), Array("a\r\nb\nc\r\n".utf8), Array("\r\r\n\n\r".utf8),
        [0xE9, 0x0A, 0x41], [0xFF, 0xFE, 0x00, 0x0A], [0xC3], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x0D, 0x0A],
    ])
    func bytesComeOutAsTheyWentIn(_ bytes: [UInt8]) { #expect(TextBuffer(bytes).bytes == bytes) }

    @Test func endingsAreKeptPerLine() {
        let buffer = TextBuffer("a\r\nb\nc")
        #expect((0..<3).map { buffer.ending(of: LineIndex($0)) } == [.carriageReturnLineFeed, .lineFeed, .none])
        #expect((0..<3).map { Array(buffer.content(of: LineIndex($0))) } == [[97], [98], [99]])
    }

    @Test func latin1IsGuessedTypedAndRefused() {
        var editor = Editor([0x63, 0x61, 0x66, 0xE9])
        #expect(editor.buffer.encoding == .latin1)
        editor.apply(.move(.fileEnd))
        #expect(editor.apply(.insert("ü")) == nil)
        #expect(editor.apply(.insert("→")) == .cannotEncode)
        #expect(editor.buffer.bytes == [0x63, 0x61, 0x66, 0xE9, 0xFC])
        #expect(editor.buffer.text(of: LineIndex(0)).string == "caféü")
    }

    @Test func aByteThatIsNoUTF8IsOneCharacter() {
        let text = TextBuffer([0xC3, 0xA9, 0xFF, 0x61, 0xE2, 0x82, 0x62]).text(of: LineIndex(0))
        var raw: [Bool] = []
        text.forEach { raw.append($0.isRaw) }
        #expect(raw == [false, true, false, true, true, false])
        #expect(text.column(of: ByteColumn(3)) == ColumnIndex(2))
        #expect(text.byte(of: ColumnIndex(2)) == ByteColumn(3))
    }

    @Test(arguments: 0..<20)
    func randomEditsAgreeWithAnArray(_ round: Int) {
        let seed = PropertySeed.of(round)
        var random = SeededGenerator(seed)
        let alphabet: [[UInt8]] = [
            [97], [10], [13], [13, 10], [0xE9], Array("👩‍👧".utf8), Array("e\u{301}".utf8), [9], [],
        ]
        var model = (0..<(round * 400)).flatMap { _ in alphabet.randomElement(using: &random) ?? [] }
        var buffer = TextBuffer(model)
        for step in 0..<200 {
            let lower = Int.random(in: 0...model.count, using: &random)
            let span = Int.random(in: 0..<20, using: &random) == 0 ? 3000 : 6
            let upper = min(model.count, lower + Int.random(in: 0...span, using: &random))
            let new = (0..<Int.random(in: 0...(span / 2), using: &random)).flatMap { _ in
                alphabet.randomElement(using: &random) ?? []
            }
            model.replaceSubrange(lower..<upper, with: new)
            buffer.replace(ByteOffset(lower)..<ByteOffset(upper), with: new)
            guard buffer.bytes == model, buffer.lineCount == model.count(where: { $0 == 10 }) + 1 else {
                Issue.record("\(PropertySeed.name)=\(seed), step \(step)")
                return
            }
        }
        for offset in stride(from: 0, through: model.count, by: 7) {
            let place = buffer.position(of: ByteOffset(offset))
            let isInEnding = offset > 0 && offset < model.count && model[offset - 1] == 13 && model[offset] == 10
            #expect(buffer.offset(of: place).value == (isInEnding ? offset - 1 : offset), "seed \(seed)")
        }
    }

    @Test func aKeyInALargeFileMovesFewLines() {
        var editor = Editor(
            Array(String(repeating: "RUN echo one two three\n", count: 100_000).utf8), fileType: .dockerfile)
        editor.apply(.goToLine(LineIndex(50_000)))
        for line in [0, 50_000, 99_999] {
            editor.apply(.goToLine(LineIndex(line)))
            let moved = editor.buffer.store.linesMoved
            let read = editor.highlighter.linesRead
            editor.apply(.insert("x"))
            editor.apply(.newline)
            editor.apply(.undo)
            #expect(editor.buffer.store.linesMoved - moved <= 6 * LineStore.capacity)
            #expect(editor.highlighter.linesRead - read <= 3 * (Highlighter.budget + 300))
        }
        #expect(editor.buffer.store.chunks.count < 1000)
    }
}
