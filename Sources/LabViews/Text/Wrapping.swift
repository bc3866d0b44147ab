/// Breaks text into lines of a width, between words where it can, between characters where it must.
struct Wrapping {
    /// Columns of a line.
    let width: Int
    /// Columns that lines after the first start with.
    let indent: Int

    private var lines: [RichLine] = []
    private var line: [Span] = []
    private var column = 0
    /// Blanks that stand between two words, unless the line breaks there.
    private var gap: Span?
    /// The word that is not placed yet, as it may go on.
    private var word: [Span] = []

    init(width: Int, indent: Int = 0) {
        self.width = max(width, 1)
        self.indent = indent < width ? indent : 0
    }

    /// The lines; at least one, however empty the text.
    static func lines(_ spans: [Span], width: Int, indent: Int = 0) -> [RichLine] {
        var wrapping = Wrapping(width: width, indent: indent)
        for span in spans { wrapping.add(span) }
        wrapping.placeWord()
        wrapping.endLine()
        return wrapping.lines
    }

    private mutating func add(_ span: Span) {
        for character in span.text {
            if character.isNewline {
                placeWord()
                endLine()
            } else if character == " " {
                placeWord()
                if gap == nil { gap = Span(" ", span.role) } else { gap?.text += " " }
            } else if word.last?.role == span.role {
                word[word.count - 1].text.append(character)
            } else {
                word.append(Span(String(character), span.role))
            }
        }
    }

    /// A word goes on from one role into the next: the comma behind a name in a role of its own stays with it.
    private mutating func placeWord() {
        guard !word.isEmpty else { return }
        let size = word.reduce(0) { $0 + TextWidth.columns($1.text) }
        let gapSize = gap?.text.count ?? 0
        if column + gapSize + size > width, column > startColumn { endLine() }
        if let gap, column + gap.text.count <= width {
            append(gap.text, gap.role, gap.text.count)
        }
        gap = nil
        let isTooLong = size > width - column
        for piece in word {
            if isTooLong {
                split(piece.text, piece.role)
            } else {
                append(piece.text, piece.role, TextWidth.columns(piece.text))
            }
        }
        word = []
    }

    /// A word that no line holds: an URL, or text without blanks.
    private mutating func split(_ word: String, _ role: Role) {
        var piece = ""
        var size = 0
        for character in word {
            let columns = TextWidth.columns(character)
            if column + size + columns > width, column + size > startColumn {
                append(piece, role, size)
                endLine()
                piece = ""
                size = 0
            }
            piece.append(character)
            size += columns
        }
        append(piece, role, size)
    }

    private var startColumn: Int { lines.isEmpty ? 0 : indent }

    private mutating func append(_ text: String, _ role: Role, _ size: Int) {
        guard !text.isEmpty else { return }
        if line.last?.role == role {
            line[line.count - 1].text += text
        } else {
            line.append(Span(text, role))
        }
        column += size
    }

    private mutating func endLine() {
        lines.append(RichLine(line))
        line = indent > 0 ? [Span(String(repeating: " ", count: indent))] : []
        column = indent
        gap = nil
    }
}
