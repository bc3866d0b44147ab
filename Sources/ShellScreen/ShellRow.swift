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
    public internal(set) var isFull = false

    public init() {}

    /// What stands in it, without styles.
    public var text: String { runs.map(\.text).joined() }

    mutating func append(_ scalars: String.UnicodeScalarView, _ style: Style) {
        if runs.last?.style == style {
            runs[runs.count - 1].text.unicodeScalars.append(contentsOf: scalars)
        } else {
            runs.append(Run(String(scalars), style))
        }
    }

    /// Takes the plain blanks at the end away.
    mutating func trim() {
        while let last = runs.last, last.style == .plain {
            let blanks = last.text.utf8.reversed().prefix { $0 == 0x20 }.count
            guard blanks > 0 else { return }
            if blanks == last.text.utf8.count {
                runs.removeLast()
            } else {
                runs[runs.count - 1].text.unicodeScalars.removeLast(blanks)
                return
            }
        }
    }
}
