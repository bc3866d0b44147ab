/// The classes of characters between which a motion by word stops.
enum WordClass {
    case blank, word, sign

    init(_ character: Character) {
        if character.isWhitespace {
            self = .blank
        } else if character.isLetter || character.isNumber || character == "_" {
            self = .word
        } else {
            self = .sign
        }
    }
}

extension Editor {
    /// Back over blanks, then over one word or run of signs; from the start of a line, to the end of the one before.
    func wordStart(before place: TextPosition) -> TextPosition {
        let text = buffer.text(of: place.line)
        var column = text.column(of: place.byte)
        if column.value == 0 { return place.line.value > 0 ? lineEnd(place.line - 1) : place }
        while let before = text[column - 1], WordClass(before.character) == .blank { column = column - 1 }
        guard let first = text[column - 1] else { return TextPosition(line: place.line, byte: ByteColumn(0)) }
        let kind = WordClass(first.character)
        while let before = text[column - 1], WordClass(before.character) == kind { column = column - 1 }
        return TextPosition(line: place.line, byte: text.byte(of: column))
    }

    /// On over blanks, then over one word or run of signs; from the end of a line, to the start of the next.
    func wordEnd(after place: TextPosition) -> TextPosition {
        let text = buffer.text(of: place.line)
        var column = text.column(of: place.byte)
        if column.value == text.count {
            return place.line < buffer.lastLine ? TextPosition(line: place.line + 1, byte: ByteColumn(0)) : place
        }
        while let next = text[column], WordClass(next.character) == .blank { column = column + 1 }
        guard let first = text[column] else { return lineEnd(place.line) }
        let kind = WordClass(first.character)
        while let next = text[column], WordClass(next.character) == kind { column = column + 1 }
        return TextPosition(line: place.line, byte: text.byte(of: column))
    }

    /// The word, run of blanks or run of signs at a place; the one before it at the end of a line.
    public func word(at place: TextPosition) -> Selection {
        let text = buffer.text(of: place.line)
        var lower = text.column(of: place.byte)
        guard text.count > 0 else { return Selection(at: place) }
        if lower.value == text.count { lower = lower - 1 }
        var upper = lower
        guard let first = text[lower] else { return Selection(at: place) }
        let kind = WordClass(first.character)
        while let before = text[lower - 1], WordClass(before.character) == kind { lower = lower - 1 }
        while let next = text[upper], WordClass(next.character) == kind { upper = upper + 1 }
        return Selection(
            anchor: TextPosition(line: place.line, byte: text.byte(of: lower)),
            caret: TextPosition(line: place.line, byte: text.byte(of: upper)))
    }
}
