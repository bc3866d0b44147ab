public import TerminalUI

/// A row of the key table: which key does what, where, and what that is called. Status line, help and palette are made
/// from these rows.
public struct KeyBinding: Equatable, Sendable {
    /// Where a key works.
    public enum Scope: Hashable, Sendable {
        case everywhere
        /// Every pane but the editor and the shell, where letters are text.
        case reading
        /// In the shell, while keys move in what scrolled away.
        case history
        case pane(Pane)
        /// In a presentation, while Space performs.
        case presenting
    }

    /// What an action is called.
    public struct Name: Equatable, Sendable {
        /// A short sentence without its full stop.
        public let title: String
        /// A word or two.
        public let short: String
    }

    public let scope: Scope
    public internal(set) var chords: [KeyPress]
    public let action: Action
    /// Nil where an earlier row of the table names the action.
    let name: Name?
    /// How early the status line shows it; nil where only the help does. Small numbers first; a pane's own keys come before
    /// those of the lab, but for numbers from 8 on, which have their place among those.
    public let prominence: Int?

    init(
        _ action: Action, _ title: String, _ short: String, _ scope: Scope, _ chords: [KeyPress],
        _ prominence: Int? = nil
    ) {
        self.scope = scope
        self.chords = chords
        self.action = action
        name = Name(title: title, short: short)
        self.prominence = prominence
    }

    /// A further key of an action that another row names.
    init(again action: Action, _ scope: Scope, _ chords: [KeyPress], _ prominence: Int? = nil) {
        self.scope = scope
        self.chords = chords
        self.action = action
        name = nil
        self.prominence = prominence
    }
}
