extension Editor {
    /// Puts typed text in the place of the selection; a new word begins a new undo group.
    mutating func type(_ text: String) -> EditNotice? {
        guard let bytes = buffer.encoding.encode(text) else { return .cannotEncode }
        if startsWord(text) || !selection.isEmpty { history.close() }
        replace(.typing, from: selection.lower, to: selection.upper, with: bytes)
        return nil
    }

    private func startsWord(_ text: String) -> Bool {
        guard let first = text.first, !first.isWhitespace else { return false }
        let before = buffer.content(of: caret.line).prefix(caret.byte.value).last
        return before == nil || before == 0x20 || before == 0x09
    }

    /// Breaks the line, and where the language indents gives the new one the same indentation, deeper after an opening
    /// sign.
    mutating func newline() {
        let place = selection.lower
        let before = buffer.content(of: place.line).prefix(place.byte.value)
        let lastSign = before.last { $0 != 0x20 && $0 != 0x09 }
        var indent = indents(after: lastSign) ? Array(before.prefix { $0 == 0x20 || $0 == 0x09 }) : []
        let isComment = fileType.comment.map { before.dropFirst(indent.count).starts(with: $0.utf8) } ?? false
        if let lastSign, !isComment, fileType.deepeners.utf8.contains(lastSign) { indent += fileType.indentUnit }
        replace(from: place, to: selection.upper, with: buffer.endingForNewLine(at: place.line).bytes + indent)
    }

    private func indents(after lastSign: UInt8?) -> Bool {
        switch fileType.indentation {
        case .always: true
        case .continued: lastSign == UInt8(ascii: "\\")
        case .never: false
        }
    }

    /// Indents the selected lines; without a selection, writes up to the next tab stop.
    mutating func tab() -> EditNotice? {
        guard selection.lower.line == selection.upper.line else {
            indent()
            return nil
        }
        guard fileType.usesSpaces else { return type("\t") }
        let column = cellColumn(of: selection.lower).value
        return type(String(repeating: " ", count: fileType.tabWidth - column % fileType.tabWidth))
    }

    /// Deletes the selection, the spaces of one indentation, or the grapheme before the caret.
    mutating func deleteBackward() {
        let blanks = indentationBeforeCaret
        guard selection.isEmpty, blanks > 0 else { return delete(.deletingBackward, to: .left) }
        let start = TextPosition(line: caret.line, byte: caret.byte - blanks)
        replace(.deletingBackward, from: start, to: caret, with: [])
    }

    /// The spaces back to the tab stop before the caret, where only spaces are before it; else 0.
    private var indentationBeforeCaret: Int {
        let before = buffer.content(of: caret.line).prefix(caret.byte.value)
        guard fileType.usesSpaces, before.count > 1, before.allSatisfy({ $0 == 0x20 }) else { return 0 }
        return (before.count - 1) % fileType.tabWidth + 1
    }

    /// Deletes the selection, or what a motion goes over.
    mutating func delete(_ kind: History.Kind, to motion: Motion) {
        guard selection.isEmpty else { return replace(from: selection.lower, to: selection.upper, with: []) }
        guard let target = target(of: motion) else { return }
        replace(kind, from: min(caret, target), to: max(caret, target), with: [])
    }

    /// Deletes to the end of the line, at its end the line break.
    mutating func deleteToLineEnd() {
        delete(.single, to: caret == lineEnd(caret.line) ? .right : .lineEnd)
    }
}
