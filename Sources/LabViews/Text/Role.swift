/// What a piece of text is; a theme says how that looks. No role is told from another by its colour alone where the
/// difference matters: marks and words say it too.
public enum Role: CaseIterable, Hashable, Sendable {
    case text, dim, strong, emphasis, code, heading, link, quote
    case good, bad, attention, working
    case frame, focusedFrame, tab, activeTab, statusBar, keyCap
    case selection, cursorLine, selectedRow, lineNumber, match, bracket
    case keyword, string, comment, number, function, variable
    case added, removed
}
