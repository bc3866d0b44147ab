extension Editor {
    /// Takes the file's new bytes as one undo step, keeps the caret at its text, and counts as saved.
    public mutating func reload(_ bytes: [UInt8]) {
        setBytes(bytes)
        markSaved()
    }

    /// Takes other bytes in the place of all, as one undo step, and keeps the caret at its text.
    public mutating func setBytes(_ bytes: [UInt8]) {
        let old = buffer.bytes
        var start = 0
        while start < min(old.count, bytes.count), old[start] == bytes[start] { start += 1 }
        var tail = 0
        while tail < min(old.count, bytes.count) - start, old[old.count - 1 - tail] == bytes[bytes.count - 1 - tail] {
            tail += 1
        }
        let edit = TextEdit(
            offset: ByteOffset(start), removed: Array(old[start..<(old.count - tail)]),
            inserted: Array(bytes[start..<(bytes.count - tail)]))
        let place = Self.moved(buffer.offset(of: caret), by: edit)
        history.close()
        change([edit]) { Selection(at: $0.position(of: place)) }
        buffer.encoding = TextEncoding(guessedFrom: bytes)
        // A shorter text is not shown from somewhere in its middle on.
        viewport.top = LineIndex(min(viewport.top.value, max(0, buffer.lineCount - viewport.rows)))
        revealCaret()
        prepareHighlighting()
    }

    private static func moved(_ place: ByteOffset, by edit: TextEdit) -> ByteOffset {
        if place <= edit.offset { return place }
        if place < edit.removedRange.upperBound { return edit.offset }
        return place + (edit.inserted.count - edit.removed.count)
    }
}
