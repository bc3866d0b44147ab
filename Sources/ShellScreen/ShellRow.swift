public import TerminalUI

/// A row of the shell's screen: pieces of text in one style each, without the blanks at its end. Every character takes
/// as many cells as `CellWidth` says.
public struct ShellRow: Hashable, Sendable {
    /// Neighbouring cells of one style.
    public struct Run: Hashable, Sendable {
        public var text: String
        public var style: Style

        public init(_ text: String, _ style: Style = .plain) {
            self.text = text
            self.style = style
        }
    }

    public private(set) var runs: [Run] = []
    /// Whether something stands in the last column, so that a long line may go on in the next row.
    public private(set) var isFull = false

    public init() {}

    /// Its text, without styles.
    public var text: String { runs.map(\.text).joined() }

    init(_ runs: [Run], isFull: Bool) {
        self.runs = runs
        self.isFull = isFull
    }
}
