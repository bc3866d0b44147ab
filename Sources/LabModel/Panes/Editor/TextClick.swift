internal import TerminalUI
internal import TextEditing

/// A click into the editor's text: the second in the same place takes the word, the third the line.
struct TextClick: Sendable {
    /// Seconds within which clicks belong together.
    private static let pause = 0.5

    enum Unit: Sendable {
        case character, word, line
    }

    let point: Point
    let time: Double
    let unit: Unit
    /// What the click selected; a drag goes on from it.
    var selection = Selection(at: .start)

    init(at point: Point, time: Double, after last: TextClick?) {
        self.point = point
        self.time = time
        let follows = last.map { $0.point == point && time - $0.time <= Self.pause } ?? false
        switch last?.unit {
        case .character? where follows: unit = .word
        case .word? where follows: unit = .line
        case .character, .word, .line, nil: unit = .character
        }
    }
}

extension EditorTab {
    /// A click at a place of the text, by line from 0 and by cells from the start of the line.
    mutating func click(line: Int, column: Int, _ click: inout TextClick) {
        let place = position(line: line, column: column)
        switch click.unit {
        case .character: apply(.moveTo(place))
        case .word: apply(.selectWord(place))
        case .line: apply(.selectLine(place))
        }
        click.selection = editor.selection
    }

    /// The mouse goes on with its button held: the selection grows by what the click took.
    mutating func drag(line: Int, column: Int, from click: TextClick?) {
        let place = position(line: line, column: column)
        guard let click, click.unit != .character else {
            apply(.selectTo(place))
            return
        }
        let reached = click.unit == .word ? editor.word(at: place) : editor.wholeLine(place.line)
        let isBefore = reached.lower < click.selection.lower
        apply(.moveTo(isBefore ? click.selection.upper : click.selection.lower))
        apply(.selectTo(isBefore ? reached.lower : max(reached.upper, click.selection.upper)))
    }

    private func position(line: Int, column: Int) -> TextPosition {
        editor.position(row: line - editor.viewport.top.value, column: column - editor.viewport.left.value)
    }
}
