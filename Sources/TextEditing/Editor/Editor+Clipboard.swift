extension Editor {
    mutating func transfer(_ command: EditCommand) -> EditNotice? {
        switch command {
        case .copy: copy()
        case .cut: cut()
        case .paste: return paste()
        case .pasteText(let text): return paste(text)
        default: break
        }
        return nil
    }

    private mutating func copy() {
        let bytes: [UInt8]
        if selection.isEmpty {
            let line = caret.line
            bytes = Array(buffer.content(of: line)) + buffer.endingForNewLine(at: line).bytes
        } else {
            bytes = buffer.bytes(from: selection.lower, to: selection.upper)
        }
        clipboard = Clipboard(bytes: bytes, encoding: buffer.encoding, isWholeLines: selection.isEmpty)
    }

    private mutating func cut() {
        copy()
        if selection.isEmpty { deleteLines() } else { replace(from: selection.lower, to: selection.upper, with: []) }
    }

    private mutating func paste() -> EditNotice? {
        guard let clipboard else { return nil }
        guard let bytes = clipboard.bytes(in: buffer.encoding) else { return .cannotEncode }
        let ending = buffer.endingForNewLine(at: selection.lower.line)
        let new = LineBreaks.unified(bytes, to: ending, carriageReturns: false)
        guard clipboard.isWholeLines, selection.isEmpty else {
            replace(from: selection.lower, to: selection.upper, with: new)
            return nil
        }
        let start = TextPosition(line: caret.line, byte: ByteColumn(0))
        let edit = TextEdit(offset: buffer.offset(of: start), removed: [], inserted: new)
        let lines = new.count { $0 == 0x0A }
        let place = TextPosition(line: caret.line + lines, byte: caret.byte)
        change([edit]) { _ in Selection(at: place) }
        return nil
    }

    /// Text from outside: a terminal sends its line breaks as carriage returns.
    private mutating func paste(_ text: String) -> EditNotice? {
        guard let bytes = buffer.encoding.encode(text) else { return .cannotEncode }
        let ending = buffer.endingForNewLine(at: selection.lower.line)
        let new = LineBreaks.unified(bytes, to: ending, carriageReturns: true)
        replace(from: selection.lower, to: selection.upper, with: new)
        return nil
    }
}
