extension Editor {
    /// Performs a command, and keeps the caret in view.
    @discardableResult
    public mutating func apply(_ command: EditCommand) -> EditNotice? {
        defer { prepareHighlighting() }
        if case .scroll(let lines) = command {
            viewport.scroll(lines: lines, lineCount: buffer.lineCount)
            return nil
        }
        let keepsGoal = command.isVertical
        let notice = perform(command)
        if !keepsGoal { goal = nil }
        revealCaret()
        return notice
    }

    private mutating func perform(_ command: EditCommand) -> EditNotice? {
        switch command {
        case .move, .select, .moveTo, .selectTo, .selectWord, .selectLine, .selectAll, .clearSelection, .goToLine,
            .scroll:
            history.close()
            return go(command)
        case .insert(let text): return type(text)
        case .newline: newline()
        case .tab: return tab()
        case .indent: indent()
        case .outdent: outdent()
        case .toggleComment: return toggleComment()
        case .deleteBackward: deleteBackward()
        case .deleteForward: delete(.deletingForward, to: .right)
        case .deleteWordBackward: delete(.single, to: .wordLeft)
        case .deleteWordForward: delete(.single, to: .wordRight)
        case .deleteToLineEnd: deleteToLineEnd()
        case .deleteLine: deleteLines()
        case .duplicateLine: return duplicate()
        case .moveLinesUp: moveLines(up: true)
        case .moveLinesDown: moveLines(up: false)
        case .replaceRange(let lower, let upper, let text): return replaceRange(lower, upper, text)
        case .cut, .copy, .paste, .pasteText: return transfer(command)
        case .undo: return undo()
        case .redo: return redo()
        case .find, .findNext, .findPrevious, .replaceNext, .replaceAll: return seek(command)
        }
        return nil
    }

    private mutating func undo() -> EditNotice? {
        guard let group = history.undo() else { return .nothingToUndo }
        group.edits.reversed().forEach { replaceBytes($0.inverse) }
        selection = group.before
        return nil
    }

    private mutating func redo() -> EditNotice? {
        guard let group = history.redo() else { return .nothingToRedo }
        group.edits.forEach { replaceBytes($0) }
        selection = group.after
        return nil
    }

    private mutating func replaceRange(_ lower: TextPosition, _ upper: TextPosition, _ text: String) -> EditNotice? {
        guard let bytes = buffer.encoding.encode(text) else { return .cannotEncode }
        let lower = buffer.clamped(lower)
        let new = LineBreaks.unified(bytes, to: buffer.endingForNewLine(at: lower.line), carriageReturns: false)
        replace(from: lower, to: max(lower, buffer.clamped(upper)), with: new)
        return nil
    }
}

extension EditCommand {
    /// Whether up and down keep their column after this command.
    var isVertical: Bool {
        switch self {
        case .move(let motion), .select(let motion): [.up, .down, .pageUp, .pageDown].contains(motion)
        default: false
        }
    }
}
