extension Editor {
    /// The lines that the selection touches. A line of which it only reaches the start is not touched.
    var selectedLines: ClosedRange<Int> {
        let first = selection.lower.line.value
        let last = selection.upper.line.value
        return first...(last > first && selection.upper.byte.value == 0 ? last - 1 : last)
    }

    private func lineStart(_ line: Int) -> TextPosition { TextPosition(line, 0) }

    /// The bytes of whole lines, with the ending of the last one or without.
    private func bytes(ofLines lines: ClosedRange<Int>, withLastEnding: Bool) -> [UInt8] {
        let last = LineIndex(lines.upperBound)
        let bytes = buffer.bytes(from: lineStart(lines.lowerBound), to: lineEnd(last))
        return withLastEnding ? bytes + buffer.ending(of: last).bytes : bytes
    }

    /// Edits the start of each selected line and keeps caret and anchor at their characters.
    private mutating func editLineStarts(_ edit: (ArraySlice<UInt8>) -> (at: Int, remove: Int, insert: [UInt8])?) {
        var changes: [TextEdit] = []
        var moved = selection
        for line in selectedLines.reversed() {
            guard let (column, removed, new) = edit(buffer.content(of: LineIndex(line))) else { continue }
            let from = TextPosition(line, column)
            let old = buffer.bytes(from: from, to: TextPosition(line, column + removed))
            changes.append(TextEdit(offset: buffer.offset(of: from), removed: old, inserted: new))
            for end in [\Selection.anchor, \Selection.caret] where moved[keyPath: end].line.value == line {
                let byte = moved[keyPath: end].byte.value
                guard byte > column || (byte == column && selection.isEmpty) else { continue }
                moved[keyPath: end].byte = ByteColumn(max(column, byte - removed) + new.count)
            }
        }
        change(changes) { _ in moved }
    }

    mutating func indent() {
        let unit = fileType.indentUnit
        let isOneLine = selectedLines.count == 1
        editLineStarts { content in content.isEmpty && !isOneLine ? nil : (0, 0, unit) }
    }

    mutating func outdent() {
        let width = fileType.tabWidth
        editLineStarts { content in
            if content.first == 0x09 { return (0, 1, []) }
            let blanks = content.prefix(width).prefix { $0 == 0x20 }.count
            return blanks > 0 ? (0, blanks, []) : nil
        }
    }

    /// Comments the selected lines out, or back in where all of them are comments.
    mutating func toggleComment() -> EditNotice? {
        guard let sign = fileType.comment.map({ Array($0.utf8) }) else { return .noComments }
        let filled = selectedLines.map { buffer.content(of: LineIndex($0)) }.filter { line in
            line.contains { $0 != 0x20 && $0 != 0x09 }
        }
        let indents = filled.map { $0.prefix { $0 == 0x20 || $0 == 0x09 }.count }
        let areComments = zip(filled, indents).allSatisfy { $0.dropFirst($1).starts(with: sign) } && !filled.isEmpty
        let column = indents.min() ?? 0
        editLineStarts { content in
            let blanks = content.prefix { $0 == 0x20 || $0 == 0x09 }.count
            guard blanks < content.count || filled.isEmpty else { return nil }
            guard areComments else { return (min(column, blanks), 0, sign + [0x20]) }
            let hasBlank = content.dropFirst(blanks + sign.count).first == 0x20
            return (blanks, sign.count + (hasBlank ? 1 : 0), [])
        }
        return nil
    }

    mutating func deleteLines() {
        let lines = selectedLines
        let isLast = lines.upperBound == buffer.lineCount - 1
        let start =
            isLast && lines.lowerBound > 0 ? lineEnd(LineIndex(lines.lowerBound - 1)) : lineStart(lines.lowerBound)
        let end = isLast ? buffer.end : lineStart(lines.upperBound + 1)
        replace(from: start, to: end, with: [])
        selection = Selection(at: lineStart(caret.line.value))
    }

    mutating func duplicate() -> EditNotice {
        let lines = selectedLines
        let place = lineEnd(LineIndex(lines.upperBound))
        let ending = buffer.endingForNewLine(at: place.line).bytes
        let copy = ending + bytes(ofLines: lines, withLastEnding: false)
        let edit = TextEdit(offset: buffer.offset(of: place), removed: [], inserted: copy)
        let moved = shifted(by: lines.count)
        change([edit]) { _ in moved }
        return .duplicated(lines: lines.count)
    }

    private func shifted(by lines: Int) -> Selection {
        Selection(
            anchor: TextPosition(line: selection.anchor.line + lines, byte: selection.anchor.byte),
            caret: TextPosition(line: selection.caret.line + lines, byte: selection.caret.byte))
    }

    /// Swaps the selected lines with the line above or below; a missing final newline stays at the end of the file.
    mutating func moveLines(up: Bool) {
        let lines = selectedLines
        let other = up ? lines.lowerBound - 1 : lines.upperBound + 1
        guard other >= 0, other < buffer.lineCount else { return }
        let upper = up ? other...other : lines
        let lower = up ? lines : other...other
        let last = LineIndex(lower.upperBound)
        let old = bytes(ofLines: upper.lowerBound...lower.upperBound, withLastEnding: true)
        var new: [UInt8]
        if buffer.ending(of: last) == .none {
            new = bytes(ofLines: lower, withLastEnding: false)
            new += buffer.ending(of: LineIndex(upper.upperBound)).bytes
            new += bytes(ofLines: upper, withLastEnding: false)
        } else {
            new = bytes(ofLines: lower, withLastEnding: true) + bytes(ofLines: upper, withLastEnding: true)
        }
        let edit = TextEdit(offset: buffer.offset(of: lineStart(upper.lowerBound)), removed: old, inserted: new)
        let moved = shifted(by: up ? -1 : 1)
        change([edit]) { _ in moved }
    }
}
