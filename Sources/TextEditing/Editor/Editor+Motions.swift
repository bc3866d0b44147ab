extension Editor {
    mutating func go(_ command: EditCommand) -> EditNotice? {
        switch command {
        case .move(let motion): return move(motion, extending: false)
        case .select(let motion): return move(motion, extending: true)
        case .moveTo(let place): selection = Selection(at: buffer.clamped(place))
        case .selectTo(let place): selection.caret = buffer.clamped(place)
        case .selectWord(let place): selection = word(at: buffer.clamped(place))
        case .selectLine(let place): selection = wholeLine(buffer.clamped(place).line)
        case .selectAll: selection = Selection(anchor: .start, caret: buffer.end)
        case .clearSelection: selection = Selection(at: caret)
        case .goToLine(let line): goToLine(line)
        default: break
        }
        return nil
    }

    private mutating func move(_ motion: Motion, extending: Bool) -> EditNotice? {
        if !extending, !selection.isEmpty, motion == .left || motion == .right {
            selection = Selection(at: motion == .left ? selection.lower : selection.upper)
            return nil
        }
        guard let target = target(of: motion) else { return .noMatchingBracket }
        selection = extending ? Selection(anchor: selection.anchor, caret: target) : Selection(at: target)
        return nil
    }

    /// Where a motion leads from the caret; nil only for a bracket that has no partner.
    mutating func target(of motion: Motion) -> TextPosition? {
        switch motion {
        case .left: return place(before: caret)
        case .right: return place(after: caret)
        case .up: return vertical(-1)
        case .down: return vertical(1)
        case .pageUp: return page(-1)
        case .pageDown: return page(1)
        case .wordLeft: return wordStart(before: caret)
        case .wordRight: return wordEnd(after: caret)
        case .lineStart: return buffer.clamped(smartStart(of: caret))
        case .lineEnd: return lineEnd(caret.line)
        case .fileStart: return .start
        case .fileEnd: return buffer.end
        case .matchingBracket: return matchingBracket()?.partner
        }
    }

    func lineEnd(_ line: LineIndex) -> TextPosition {
        TextPosition(line: line, byte: ByteColumn(buffer.width(of: line)))
    }

    private func place(before place: TextPosition) -> TextPosition {
        let text = buffer.text(of: place.line)
        let column = text.column(of: place.byte)
        if column.value > 0 { return TextPosition(line: place.line, byte: text.byte(of: column - 1)) }
        return place.line.value > 0 ? lineEnd(place.line - 1) : place
    }

    private func place(after place: TextPosition) -> TextPosition {
        let text = buffer.text(of: place.line)
        let column = text.column(of: place.byte)
        if column.value < text.count { return TextPosition(line: place.line, byte: text.byte(of: column + 1)) }
        return place.line < buffer.lastLine ? TextPosition(line: place.line + 1, byte: ByteColumn(0)) : place
    }

    private mutating func vertical(_ lines: Int) -> TextPosition {
        let column = goal ?? cellColumn(of: caret)
        goal = column
        let wanted = caret.line + lines
        if wanted.value < 0 { return .start }
        if wanted > buffer.lastLine {
            return lines == 1 || caret.line == buffer.lastLine ? buffer.end : position(in: buffer.lastLine, at: column)
        }
        return position(in: wanted, at: column)
    }

    private mutating func page(_ direction: Int) -> TextPosition {
        let lines = max(1, viewport.rows - 1) * direction
        viewport.scroll(lines: lines, lineCount: max(1, buffer.lineCount - viewport.rows + 1))
        return vertical(lines)
    }

    /// The first character that is not a blank, or the first column for a caret that is there already.
    private func smartStart(of place: TextPosition) -> TextPosition {
        let content = buffer.content(of: place.line)
        let blanks = content.prefix { $0 == 0x20 || $0 == 0x09 }.count
        return TextPosition(line: place.line, byte: ByteColumn(place.byte.value == blanks ? 0 : blanks))
    }

    private mutating func goToLine(_ line: LineIndex) {
        let line = max(LineIndex(0), min(line, buffer.lastLine))
        selection = Selection(at: TextPosition(line: line, byte: ByteColumn(0)))
        let isVisible = viewport.lines(of: buffer.lineCount).contains(line.value)
        if !isVisible { viewport.top = LineIndex(max(0, line.value - viewport.rows / 2)) }
    }

    /// A line with its end.
    public func wholeLine(_ line: LineIndex) -> Selection {
        let start = TextPosition(line: line, byte: ByteColumn(0))
        let end = line < buffer.lastLine ? TextPosition(line: line + 1, byte: ByteColumn(0)) : buffer.end
        return Selection(anchor: start, caret: end)
    }
}
