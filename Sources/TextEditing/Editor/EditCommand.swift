public import RegularExpressions

/// Where a caret can go.
public enum Motion: Hashable, Sendable, CaseIterable {
    case left, right, up, down
    case wordLeft, wordRight
    /// The first character of the line that is not a blank; from there, the line's first column.
    case lineStart
    case lineEnd
    case pageUp, pageDown
    case fileStart, fileEnd
    /// The bracket that belongs to the one at the caret, or before it.
    case matchingBracket
}

/// The commands of an editor; keys, mouse and palette all speak in these.
public enum EditCommand: Hashable, Sendable {
    // Moving and selecting
    case move(Motion)
    case select(Motion)
    case moveTo(TextPosition)
    case selectTo(TextPosition)
    case selectWord(TextPosition)
    case selectLine(TextPosition)
    case selectAll
    case clearSelection
    case goToLine(LineIndex)
    /// Moves the view, not the caret; down where positive.
    case scroll(lines: Int)

    // Writing
    /// Typed text, without line breaks.
    case insert(String)
    case newline
    case tab
    case indent, outdent
    case toggleComment
    case deleteBackward, deleteForward
    case deleteWordBackward, deleteWordForward
    case deleteToLineEnd
    case deleteLine, duplicateLine
    case moveLinesUp, moveLinesDown
    /// Replaces a range, as one undo step: what a completion, a lesson's code block and a quick fix do.
    case replaceRange(from: TextPosition, to: TextPosition, with: String)

    // Clipboard: the editor's own; the terminal's text arrives as `pasteText`
    case cut, copy, paste
    case pasteText(String)

    case undo, redo

    // Searching
    case find(SearchQuery)
    case findNext, findPrevious
    /// Replaces the selected match and goes on to the next.
    case replaceNext(with: String)
    case replaceAll(with: String)
}

/// A command's message to the learner; the words are the view's.
public enum EditNotice: Hashable, Sendable {
    /// No match anywhere in the file.
    case notFound
    /// The search went on from the other end of the file.
    case wrapped
    case replaced(count: Int)
    case nothingToUndo, nothingToRedo
    /// So many lines were written a second time.
    case duplicated(lines: Int)
    /// The file's encoding cannot write what was typed; nothing changed.
    case cannotEncode
    /// The file's format has no comments.
    case noComments
    case noMatchingBracket
    case badPattern(PatternError)
}
